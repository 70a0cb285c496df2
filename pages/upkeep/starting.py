"""The first panel of the back office for whoever writes: what a new thing is begun with."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.coreutils import resolve_model_string
from wagtail.models import Locale, Page

from opendata.ingest.rules import may_publish_data
from pages.upkeep.rules import may_see_upkeep

# Page types by their room and name, in the order in which a town makes them.
BEGUN = (
    ("pages_services", "servicepage"),
    ("pages_news", "newspage"),
    ("pages_events", "eventpage"),
    ("pages_content", "contentpage"),
)


class StartPanel(Component):
    """Links to begin a page of each kind that this person may add, and a dataset."""

    name = "start"
    template_name = "pages/upkeep/start.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        links = [link for kind in BEGUN if (link := _begin(kind, user))] if may_see_upkeep(user) else []
        if may_publish_data(user):
            links.append({"title": _("Dataset"), "address": reverse("ingest:new")})
        return {"links": links}


def _begin(kind: tuple[str, str], user: Any) -> dict[str, str] | None:
    """Below the page that this type is meant for, in the town's first language; None where one may not add it."""
    model = apps.get_model(*kind)
    usual = resolve_model_string(model.parent_page_types[0])
    parent = Page.objects.type(usual).filter(locale=Locale.get_default()).order_by("path").first()
    if parent is None or not parent.permissions_for_user(user).can_add_subpage():
        return None
    title = str(model._meta.verbose_name)
    return {
        "title": title[:1].upper() + title[1:],
        "address": reverse("wagtailadmin_pages:add", args=[*kind, parent.pk]),
    }
