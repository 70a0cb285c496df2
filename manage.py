#!/usr/bin/env python
"""Django's command line; the settings default to the strict ones."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.base")
    execute_from_command_line(sys.argv)
