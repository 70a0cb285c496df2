from django.urls import path

from opendata.catalog.views import catalogue, dataset_page

app_name = "opendata_catalog"
urlpatterns = [
    path("", catalogue, name="catalogue"),
    path("<slug:name>/", dataset_page, name="dataset"),
]
