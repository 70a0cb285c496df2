"""What an officer can do with a case: which form each deed needs, when it is offered, what it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engagement.cases import actions
from engagement.cases.actions.moving import may_be_decided, may_be_reopened, may_move
from engagement.cases.asking import Asked, awaited
from engagement.cases.choices import OPEN_STATES, WAITING_STATES, CaseState
from engagement.cases.models import Case
from engagement.cases.rules import may_assign, may_decide, may_give_opinion, may_work_on, stands_in
from engagement.desk.office import forms


@dataclass(frozen=True)
class Deed:
    """`offered(person, case)`; `perform(case, data, by)`."""

    name: str
    title: str | Promise
    # What is said once it is done: a sentence, not the button's words.
    done: str | Promise
    icon: str
    form: type[forms.DeedForm]
    offered: Callable[[Any, Case], bool]
    perform: Callable[[Case, dict[str, Any], Any], Any]
    # One of them is what comes next: it stands open.
    button: str | Promise = ""
    # Done without loading the page anew, where scripts run.
    is_small: bool = False
    # What it will do is shown on a page of its own before it is done.
    asks_first: bool = False


def _open(person: Any, case: Case) -> bool:
    return case.state in OPEN_STATES and may_work_on(person, case)


def _can(state: str, rule: Callable[[Any, Case], bool] = may_work_on) -> Callable[[Any, Case], bool]:
    return lambda person, case: may_move(case, state) and rule(person, case)


def _can_take(person: Any, case: Case) -> bool:
    if case.state in {CaseState.SUBMITTED, CaseState.REOPENED} and case.assignee_id in (None, person.pk):
        return may_work_on(person, case)
    return _open(person, case) and stands_in(person, case)


def _can_answer(person: Any, case: Case) -> bool:
    """Whoever was asked, whatever the case does meanwhile; the others where something is awaited at all."""
    if case.state not in OPEN_STATES:
        return False
    waiting = awaited(case)
    is_awaited = case.state == CaseState.WAITING_FOR_BODY or any(each.body for each in waiting)
    return (is_asked(person, case, waiting) or is_awaited) and may_give_opinion(person, case, waiting)


def is_asked(person: Any, case: Case, waiting: list[Asked] | None = None) -> bool:
    """Whether this person's own opinion is awaited."""
    return any(each.colleague == person.pk for each in (awaited(case) if waiting is None else waiting))


def _consult(case: Case, data: dict[str, Any], by: Any) -> Any:
    return actions.consult(
        case.pk,
        data["text"],
        by=by,
        colleague=data["colleague"],
        body=data["body"],
        waits=data.get("waits", False),
    )


def _hand_over(case: Case, data: dict[str, Any], by: Any) -> Any:
    return actions.assign(
        case.pk, to=data["officer"], by=by, reason=data["text"], department=data["department"]
    )


DEEDS = (
    Deed(
        "take",
        _("Take it"),
        _("The request is yours now."),
        "user",
        forms.PlainForm,
        _can_take,
        lambda case, _data, by: actions.take_case(case.pk, by=by),
        is_small=True,
    ),
    Deed(
        "decide",
        _("Decide"),
        _("The request was decided."),
        "check",
        forms.DecisionForm,
        lambda person, case: may_be_decided(case) and may_decide(person, case),
        lambda case, data, by: actions.decide(case.pk, data["outcome"], by=by, reasons=data["text"]),
        _("Check, then decide"),
        asks_first=True,
    ),
    Deed(
        "ask",
        _("Ask for a correction"),
        _("A correction was asked for."),
        "help",
        forms.AskForm,
        _can(CaseState.WAITING_FOR_APPLICANT),
        lambda case, data, by: actions.ask_applicant(
            case.pk, data["text"], by=by, questions=data["questions"]
        ),
        _("Ask, and stop the clock"),
    ),
    Deed(
        "go-on",
        _("Go on without an answer"),
        _("The request goes on without an answer."),
        "history",
        forms.TextForm,
        lambda person, case: case.state in WAITING_STATES and may_work_on(person, case),
        lambda case, data, by: actions.go_on(case.pk, data["text"], by=by),
    ),
    Deed(
        "write",
        _("Write to the applicant"),
        _("The message to the applicant was sent."),
        "mail",
        forms.TextForm,
        lambda person, case: may_work_on(person, case) and bool(case.applicant_email or case.applicant_id),
        lambda case, data, by: actions.write_to_applicant(case.pk, data["text"], by=by),
        is_small=True,
    ),
    Deed(
        "note",
        _("Note for colleagues"),
        _("The note was kept."),
        "edit",
        forms.TextForm,
        may_work_on,
        lambda case, data, by: actions.write_note(case.pk, data["text"], by=by),
        is_small=True,
    ),
    Deed(
        "consult",
        _("Ask for an opinion"),
        _("An opinion was asked for."),
        "comment",
        forms.ConsultForm,
        _open,
        _consult,
    ),
    Deed(
        "opinion",
        _("Enter an opinion"),
        _("The opinion was entered."),
        "comment-add",
        forms.OpinionForm,
        _can_answer,
        lambda case, data, by: actions.give_opinion(case.pk, data["text"], by=by),
    ),
    Deed(
        "hand-over",
        _("Hand over"),
        _("The request was handed over."),
        "redirect",
        forms.HandOverForm,
        may_assign,
        _hand_over,
    ),
    Deed(
        "close",
        _("Close"),
        _("The request was closed."),
        "lock",
        forms.PlainForm,
        _can(CaseState.CLOSED, may_decide),
        lambda case, _data, by: actions.close(case.pk, by=by),
    ),
    Deed(
        "reopen",
        _("Take up again"),
        _("The request was taken up again."),
        "undo",
        forms.TextForm,
        lambda person, case: may_be_reopened(case) and may_decide(person, case),
        lambda case, data, by: actions.reopen(case.pk, data["text"], by=by),
    ),
)
BY_NAME = {deed.name: deed for deed in DEEDS}
# The key that opens each: always the same one, whatever else is offered.
KEYS = {deed.name: number for number, deed in enumerate(DEEDS, 1) if number < 10}


def offered_to(person: Any, case: Case) -> list[Deed]:
    """The deeds that stand open to this person now, in order: whoever was asked for an opinion sees that first."""
    offered = [deed for deed in DEEDS if deed.offered(person, case)]
    return sorted(offered, key=lambda deed: not (deed.name == "opinion" and is_asked(person, case)))
