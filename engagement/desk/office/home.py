"""The first thing that somebody of the desk sees of the admin: what is due, and what nobody has."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from wagtail.admin.ui.components import Component

from engagement.cases.choices import OPEN_STATES
from engagement.cases.models import Case
from engagement.desk.due import urgency_of
from engagement.desk.office.queue import views_of

SHOWN = 5
COUNTED = ("mine", "asked", "standing-in", "free", "late")
LISTED = ("mine", "asked", "free")


class CasesPanel(Component):
    """Counts with their links, and the most urgent ones. A handful of queries however many cases there are."""

    name = "cases"
    template_name = "desk/home.html"
    order = 50

    class Media:
        css = {"all": ["desk/desk.css"]}

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """For the person who asks."""
        person = parent_context["request"].user
        views = views_of(person)
        cases = Case.objects.visible_to(person).filter(state__in=OPEN_STATES)
        counted = {name: Count("pk", filter=views[name][1]) for name in COUNTED if name in views}
        counts = cases.aggregate(**counted)
        return {
            "counts": [{"name": name, "title": views[name][0], "count": counts[name]} for name in counted],
            "lists": [
                {"name": name, "title": views[name][0], "rows": _first(cases.filter(views[name][1]))}
                for name in LISTED
                if counts.get(name)
            ],
        }


def _first(cases: Any) -> list[tuple[Case, Any]]:
    return [(case, urgency_of(case)) for case in cases.with_names().by_deadline()[:SHOWN]]
