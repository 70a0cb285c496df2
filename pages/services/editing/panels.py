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


class ReadPanel(Panel):
    """Shows something about the page; holds no field."""

    template = ""
    # On the page that holds form and process; a translation has none of its own.
    of_lead = True

    class BoundPanel(Panel.BoundPanel):
        """Bound to a page."""

        panel: ReadPanel

        @property
        def template_name(self) -> str:
            return self.panel.template

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and is_translation(self.instance) is not self.panel.of_lead

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
    """What stops a publication, and what is worth a look."""

    template = "pages/services/editing/check.html"

    def shown(self, page: Any) -> dict[str, Any]:
        return {**check_context(page), "check_url": reverse("services_check", args=[page.pk])}


class FollowingPanel(ReadPanel):
    """For each decision the document that would be issued."""

    template = "pages/services/editing/following.html"

    def shown(self, page: Any) -> dict[str, Any]:
        return {"following": following(page)}


class TestsPanel(ReadPanel):
    """Form tests, and the way to make one."""

    template = "pages/services/editing/tests.html"

    def shown(self, page: Any) -> dict[str, Any]:
        return {
            "tests": ran_tests(page),
            "try_url": reverse("services_try", args=[page.pk]),
            "tests_url": reverse("services_tests", args=[page.pk]),
        }


class VersionsPanel(ReadPanel):
    """What was published when, by whom, and what changed."""

    template = "pages/services/editing/versions.html"

    def shown(self, page: Any) -> dict[str, Any]:
        return {"versions": versions_of(page)}
