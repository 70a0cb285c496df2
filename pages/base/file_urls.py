"""Files below pages: feeds and calendars. Wagtail's own pattern knows no dots; the page's routes answer."""

from django.urls import re_path
from wagtail.views import serve

urlpatterns = [
    re_path(r"^((?:[\w\-]+/)+(?:feed\.atom|feed\.rss|calendar\.ics|event\.ics))$", serve, name="page_file")
]
