"""CKAN's action API, below /api/3/action/ and /api/action/ (clients of it use either)."""

from django.urls import path

from opendata.ckan.views import ActionView

urlpatterns = [
    path("3/action/<str:name>", ActionView.as_view(), name="ckan_action"),
    path("action/<str:name>", ActionView.as_view()),
]
