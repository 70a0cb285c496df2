"""The public page of a tree, standing or felled."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maps.trees.models import Tree


@require_safe
def tree_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of a tree, where it stands, and what stood there before. Felled trees keep their page."""
    tree = get_object_or_404(Tree.objects.with_place().defer(None), pk=pk)
    others = tree.site.trees.exclude(pk=tree.pk).select_related("species").latest_first()
    context = {
        "tree": tree,
        "page_title": tree.species_name,
        "page_description": _("%(species)s at %(place)s")
        % {"species": tree.species_name, "place": tree.site},
        "breadcrumbs": _way_here(),
        "facts": facts_of(tree),
        "others": others,
    }
    return render(request, "trees/tree.html", context)


def _way_here() -> list[dict[str, str]]:
    return [
        {"title": _("Home"), "url": f"/{get_language()}/"},
        {"title": _("Maps"), "url": reverse("maps:index")},
        {"title": _("Trees"), "url": reverse("maps:register", args=["trees"])},
    ]


def facts_of(tree: Tree) -> list[dict[str, Any]]:
    """What is known, for the strip of facts; what is not known is left out."""
    facts = [
        (_("Girth"), tree.girth_in_words, "circle"),
        (_("Height"), tree.height_in_words, "tree-deciduous"),
        (_("Planted"), date_format(tree.planted_on) if tree.planted_on else "", "sprout"),
        (pgettext("tree", "Condition"), tree.get_condition_display() if tree.stands else "", "heart"),
        (_("District"), str(tree.site.district or ""), "map-pin"),
        (_("Felled"), date_format(tree.removed_on) if tree.removed_on else "", "calendar"),
    ]
    return [{"label": label, "value": value, "icon": icon} for label, value, icon in facts if value]
