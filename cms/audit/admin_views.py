"""Reports -> Deeds in the admin: to read and to export, never to change."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from cms.audit.choices import VERBS
from cms.audit.filters import DeedFilterSet
from cms.audit.models import Deed
from cms.audit.rules import may_read_deeds


def in_words(deed: Deed) -> str:
    """`brand: #0b4a6f → #123456; languages: …`, short enough for a cell."""
    return "; ".join(f"{name}: {_short(value)}" for name, value in deed.changes.items())[:400]


def _short(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        return " → ".join(str(localize(part)) for part in value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def kind_of(deed: Deed) -> str:
    """`Department` for `cms_accounts.department`; the bare label where the table is no more."""
    try:
        return str(capfirst(apps.get_model(deed.subject_type)._meta.verbose_name))
    except LookupError:
        return deed.subject_type


def verb_of(deed: Deed) -> str:
    """The verb in the reader's language, where it is a common one."""
    return gettext(deed.verb) if deed.verb in VERBS else deed.verb


class DeedReportView(ReportView):
    """Who did what to what."""

    page_title = _("Deeds")
    header_icon = "history"
    model = Deed
    filterset_class = DeedFilterSet
    default_ordering = "-at"
    index_url_name = "deeds"
    index_results_url_name = "deeds_results"
    columns = [
        DateColumn("at", label=_("When"), sort_key="at", width="15%"),
        Column("by", label=_("Who"), accessor=lambda deed: deed.by or _("the portal"), width="15%"),
        Column("verb", label=_("Deed"), accessor=verb_of, sort_key="verb", width="10%"),
        Column("subject", label=_("What"), width="20%"),
        Column("subject_type", label=_("Kind"), accessor=kind_of, sort_key="subject_type", width="15%"),
        Column("changes", label=_("Changes"), accessor=in_words),
    ]
    list_export = ["at", "by", "verb", "subject_type", "subject_id", "subject", "changes"]
    export_filename = "deeds"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read_deeds(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]  # the library has no types

    def get_base_queryset(self) -> QuerySet[Deed]:
        return Deed.objects.select_related("by")
