"""For machines that look for pages. At the root of the host, without a language."""

from django.urls import path

from pages.navigation.views import robots, sitemap

urlpatterns = [
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
]
