"""The tabs of the editor."""

from __future__ import annotations

from collections.abc import Sequence

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from pages.services.editing.panels import (
    ElsewherePanel,
    FindingsPanel,
    FollowingPanel,
    TestsPanel,
    VersionsPanel,
)

CONTENT: list[Panel] = [
    FieldPanel("icon"),
    MultiFieldPanel(
        [
            FieldPanel("audiences"),
            FieldPanel("life_events"),
            FieldPanel("topics", widget=CheckboxSelectMultiple),
            FieldPanel("who"),
        ],
        heading=_("For whom"),
    ),
    MultiFieldPanel(
        [FieldPanel("cost"), FieldPanel("duration"), FieldPanel("where")], heading=_("At a glance")
    ),
    FieldPanel("needs"),
    FieldPanel("body"),
    FieldPanel("legal_basis"),
]
FORM: list[Panel] = [ElsewherePanel(), FieldPanel("form")]
PROCESS: list[Panel] = [
    ElsewherePanel(),
    MultiFieldPanel(
        [
            FieldPanel("department"),
            FieldPanel("assigning"),
            FieldPanel("officers_by_district"),
            FieldRowPanel(
                [
                    FieldPanel("deadline"),
                    FieldPanel(
                        "deadline_unit",
                        help_text=_("The time begins on the day after a request was sent."),
                    ),
                ]
            ),
            FieldPanel("tacit"),
            FieldPanel(
                "objection_days",
                help_text=_(
                    "Calendar days, from the day after a decision that goes against the applicant. "
                    "0: this portal offers no objection."
                ),
            ),
        ],
        heading=_("Who deals with it, and until when"),
    ),
    MultiFieldPanel([FieldPanel("fee"), FieldPanel("fee_how")], heading=_("Fee")),
    MultiFieldPanel([FieldPanel("documents"), FollowingPanel()], heading=_("What is issued")),
    MultiFieldPanel(
        [
            FieldPanel("needs_account"),
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
            FieldRowPanel([FieldPanel("most_in_total"), FieldPanel("most_per_person")]),
            FieldPanel("maintenance"),
        ],
        heading=_("Who may send, when and how often"),
    ),
    MultiFieldPanel(
        [FieldPanel("thanks"), FieldPanel("mail_subject"), FieldPanel("mail_text")],
        heading=_("What we say"),
        help_text=_(
            "In braces: {reference}, {service}, {fee}, and the short name of a question, such as {first_name}."
        ),
    ),
]
CHECK: list[Panel] = [
    FindingsPanel(heading=_("What is missing")),
    TestsPanel(heading=_("Form tests")),
    FieldPanel("change_note"),
    VersionsPanel(heading=_("Versions")),
]


def edit_handler_of(
    content: Sequence[Panel], promote: Sequence[Panel], settings: Sequence[Panel]
) -> TabbedInterface:
    """The whole editor, around what every page has."""
    return TabbedInterface(
        [
            ObjectList([*content, *CONTENT], heading=_("Content")),
            ObjectList(FORM, heading=_("Form")),
            ObjectList(PROCESS, heading=_("Process")),
            ObjectList(CHECK, heading=_("Check")),
            ObjectList(list(promote), heading=_("Promote")),
            ObjectList(list(settings), heading=_("Settings")),
        ]
    )
