"""Panels that are no fields: where a form is edited, what *Check* found, the tests, the versions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from wagtail.admin.panels import Panel
from wagtail.admin.staticfiles import versioned_static

from pages.services.editing.forms import is_translation
from pages.services.editing.showing import check_context, languages_of_form, ran_tests, versions_of
from pages.services.following import following

# Stands in addresses for the number of a page that was never saved; editor.js puts the number in its place.
NOT_YET = 0


class ReadPanel(Panel):
    """Shows something about the page; holds no field."""

    template = ""
    # On the page that holds form and process; a translation has none of its own.
    of_lead = True
    # Whether it has something to say of a page that was never saved.
    from_the_start = False

    class BoundPanel(Panel.BoundPanel):
        """Bound to a page."""

        panel: ReadPanel

        @property
        def template_name(self) -> str:
            return self.panel.template

        def is_shown(self) -> bool:
            if not self.instance.pk:
                return self.panel.from_the_start
            return is_translation(self.instance) is not self.panel.of_lead

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "page": self.instance, **self.panel.shown(self.instance)}

        @property
        def media(self) -> forms.Media:
            return forms.Media(
                js=[versioned_static("services/editor.js")],
                css={"all": [versioned_static("services/editor.css")]},
            )

    def shown(self, page: Any) -> dict[str, Any]:
        """What the template is told."""
        return {}


class ElsewherePanel(ReadPanel):
    """On a translation: where form and process are edited, and in which languages the form is whole."""

    template = "pages/services/editing/elsewhere.html"
    of_lead = False

    def shown(self, page: Any) -> dict[str, Any]:
        lead = page.lead.get_latest_revision_as_object()
        return {
            "lead": lead,
            "edit_url": reverse("wagtailadmin_pages:edit", args=[lead.pk]),
            "languages": languages_of_form(lead),
        }


class FindingsPanel(ReadPanel):
    """What stops a publication, and what is worth a look. A new page is asked about once it was saved by itself."""

    template = "pages/services/editing/check.html"
    from_the_start = True

    def shown(self, page: Any) -> dict[str, Any]:
        found = check_context(page) if page.pk else {}
        return {**found, "check_url": reverse("services_check", args=[page.pk or NOT_YET])}


class FollowingPanel(ReadPanel):
    """For each decision the document that would be issued."""

    template = "pages/services/editing/following.html"

    def shown(self, page: Any) -> dict[str, Any]:
        return {"following": following(page)}


class TestsPanel(ReadPanel):
    """Form tests, and the way to make one."""

    template = "pages/services/editing/tests.html"
    from_the_start = True

    def shown(self, page: Any) -> dict[str, Any]:
        return {
            "tests": ran_tests(page) if page.pk else (),
            "try_url": reverse("services_try", args=[page.pk or NOT_YET]),
            "tests_url": reverse("services_tests", args=[page.pk or NOT_YET]),
        }


class VersionsPanel(ReadPanel):
    """What was published when, by whom, and what changed."""

    template = "pages/services/editing/versions.html"

    def shown(self, page: Any) -> dict[str, Any]:
        return {"versions": versions_of(page)}
