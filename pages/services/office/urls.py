"""Addresses of the room's pages, below /admin/services/."""

from django.urls import path

from pages.services.office import tests, trying, views

urlpatterns = [
    path("<int:page_id>/check/", views.check, name="services_check"),
    path("<int:page_id>/try/", trying.try_form, name="services_try"),
    path("<int:page_id>/tests/", tests.form_tests, name="services_tests"),
]
