"""What other rooms show on a case's page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from cms.kit.registry import Registry
from engagement.cases.models import Case

# Each gives a piece of HTML, or the empty text.
case_panels: Registry[Callable[[HttpRequest, Case], SafeString]] = Registry("panels of a case")

# What other rooms show in "My affairs".
my_sections: Registry[Callable[[HttpRequest], SafeString]] = Registry("sections of my affairs")
