"""Settings -> Synonyms and Settings -> Recommended results in the admin."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from pages.search.actions import note_words
from pages.search.models import PromotedResult, SynonymGroup
from pages.search.words import LONGEST_QUERY


class _CreateView(generic.CreateView):
    """Takes words and language from the address, where the report of asked words leads here; notes the deed."""

    def get_initial(self) -> dict[str, Any]:
        language = self.request.GET.get("language", "")
        known = language in dict(settings.LANGUAGES)
        return {
            **super().get_initial(),
            "words": self.request.GET.get("words", "")[:LONGEST_QUERY],
            **({"language": language} if known else {}),
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs if self.request.method == "POST" else {**kwargs, "initial": self.get_initial()}

    @transaction.atomic
    def save_instance(self) -> Any:
        row = super().save_instance()
        note_words(row, "created", by=self.request.user)
        return row


class _EditView(generic.EditView):
    """Notes the deed."""

    @transaction.atomic
    def save_instance(self) -> Any:
        row = super().save_instance()
        note_words(row, "changed", by=self.request.user)
        return row


class _DeleteView(generic.DeleteView):
    """Notes the deed."""

    @transaction.atomic
    def delete_action(self) -> None:
        note_words(self.object, "deleted", by=self.request.user)
        super().delete_action()


class _WordsViewSet(ModelViewSet):
    """What both lists have in common."""

    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = _CreateView
    edit_view_class = _EditView
    delete_view_class = _DeleteView
    list_filter = ["language"]


class SynonymViewSet(_WordsViewSet):
    """Groups of words that mean the same."""

    model = SynonymGroup
    name = "search_synonyms"
    menu_label = _("Synonyms")
    menu_name = "search-synonyms"
    menu_order = 210
    icon = "link"
    list_display = ["__str__", Column("get_language_display", label=_("language"))]
    panels = [
        HelpPanel(
            _(
                "Whoever looks for one of these finds pages, datasets and trees with any of them, in both directions."
            )
        ),
        FieldPanel("language"),
        FieldPanel("words"),
    ]


class PromotedViewSet(_WordsViewSet):
    """What stands on top for certain words."""

    model = PromotedResult
    name = "search_recommended"
    menu_label = _("Recommended results")
    menu_name = "search-recommended"
    menu_order = 220
    icon = "pick"
    list_display = [
        "__str__",
        Column("words", label=_("when people look for")),
        Column("get_language_display", label=_("language")),
    ]
    panels = [
        FieldPanel("language"),
        FieldPanel("words"),
        MultiFieldPanel([FieldPanel("page"), FieldPanel("address")], heading=_("Where it leads")),
        MultiFieldPanel([FieldPanel("title"), FieldPanel("text")], heading=_("How it reads")),
    ]
