"""Development: the demo with error pages that show the code."""

from cms.settings.demo import *  # noqa: F403 (a settings file is a layer over another)

DEBUG = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
