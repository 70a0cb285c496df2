from django.urls import path

from cms.municipalities.views import town_css

urlpatterns = [path("town.css", town_css, name="town_css")]
