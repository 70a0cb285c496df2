"""What *Check* asks beyond the page itself: is its address free, do its tests still come out the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from engagement.eservices.models import ServiceAddress
from pages.services.compiling import Compiled
from pages.services.findings import ERROR, Finding, address_is_taken
from pages.services.trials import tests_of

if TYPE_CHECKING:
    from pages.services.models import ServicePage

# Where a finding is put right that is about a kept test: a page of its own, no field of the service page.
TESTS = "tests"


def address_findings(page: ServicePage) -> list[Finding]:
    """Whether another offered service stands where this page's form would."""
    if not page.slug or page.locale_id is None or not page.lead.form:
        return []
    holder = (
        ServiceAddress.objects.filter(
            language=page.locale.language_code, slug=page.slug, is_current=True, service__is_offered=True
        )
        .exclude(service__key=page.translation_key)
        .first()
    )
    return [address_is_taken(str(holder))] if holder is not None else []


def failed_tests(page: ServicePage, made: Compiled) -> list[Finding]:
    """One finding a test that comes out differently."""
    found = []
    for test in tests_of(page, made):
        if test.differences:
            sentence = _("The form test “%(name)s” comes out differently: %(what)s") % {
                "name": test.name,
                "what": " ".join(test.differences),
            }
            found.append(Finding(ERROR, sentence, TESTS))
    return found
