from django.urls import path

from cms.municipalities.views import town_crest, town_css

urlpatterns = [
    path("town.css", town_css, name="town_css"),
    path("town-crest.png", town_crest, name="town_crest"),
]
