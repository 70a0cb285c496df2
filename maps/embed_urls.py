"""Addresses without a language: maps in frames of other sites, and what these maps ask for."""

from django.urls import include, path

urlpatterns = [path("", include("maps.viewer.embed_urls"))]
