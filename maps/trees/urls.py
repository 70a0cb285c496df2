"""The page of a tree; the list and the map of all are the explorer's (maps.viewer)."""

from django.urls import path

from maps.trees.views import tree_page

app_name = "maps_trees"
urlpatterns = [path("<int:pk>/", tree_page, name="tree")]
