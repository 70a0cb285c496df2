"""Addresses of the room's pages, below /admin/services/."""

from django.urls import path

from pages.services.office import views

urlpatterns = [
    path("<int:page_id>/check/", views.check, name="services_check"),
    path("<int:page_id>/try/", views.check, name="services_try"),
    path("<int:page_id>/tests/", views.check, name="services_tests"),
]
