from django.urls import path

from pages.search.views import search, suggestions

app_name = "pages_search"
urlpatterns = [
    path("", search, name="search"),
    path("suggest/", suggestions, name="suggestions"),
]
