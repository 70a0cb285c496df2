"""What the room that takes the answers tells the form's pages, and what it is told.

Other wings use forms through this page and `registry`: what a form is made of, what answers to it come to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engagement.intake.checking import Level, check
from engagement.intake.choices import Channel
from engagement.intake.definition import (
    Choice,
    FormDefinition,
    MalformedDefinition,
    Question,
    Step,
    Texts,
    from_json,
    to_json,
)
from engagement.intake.definition.model import text_in
from engagement.intake.evaluation import Reading, read_answers
from engagement.intake.expressions import (
    ExpressionProblem,
    compile_amount,
    compile_condition,
    compile_value,
    holds,
    in_words,
    names_of,
    value_of,
)
from engagement.intake.forms import StepForm, input_name
from engagement.intake.kinds.base import Asking, Kind
from engagement.intake.kinds.pressing import scripts_of, styles_of
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.showing import Section, sections_of
from engagement.intake.trials import Trial, record, run_trial

__all__ = [
    "Asking",
    "Choice",
    "ExpressionProblem",
    "FormDefinition",
    "Kind",
    "Level",
    "MalformedDefinition",
    "Occasion",
    "Question",
    "Reading",
    "Receiver",
    "Section",
    "Setting",
    "SettingType",
    "Step",
    "StepForm",
    "Texts",
    "Trial",
    "check",
    "compile_amount",
    "compile_condition",
    "compile_value",
    "from_json",
    "holds",
    "in_words",
    "input_name",
    "names_of",
    "read_answers",
    "record",
    "run_trial",
    "scripts_of",
    "sections_of",
    "styles_of",
    "text_in",
    "to_json",
    "value_of",
]


@dataclass(frozen=True)
class Kept:
    """What a person keeps of a submission: the number and how it is called, facts (label, value) beside it."""

    number: str
    label: str
    facts: tuple[tuple[str, str], ...] = ()
    # Opens `trace` beside the number.
    secret: str = ""
    # Where the number and the secret are asked for, and where they are sent to: paths; empty where there is none.
    trace: str = ""
    ask: str = ""
    # The day until when an answer is promised, in words.
    due: str = ""
    # What the account it belongs to has sent: path; empty without an account.
    affairs: str = ""
    # Where the confirmation was sent; empty: nowhere.
    written_to: str = ""


@dataclass(frozen=True)
class Occasion:
    """A form at its place: which version, under which address, by whose rules.

    `url(name, *args)` gives the addresses of the form's pages: start, resume, step, keep, review, done, leave.
    """

    purpose: str
    version_id: int
    form: FormDefinition
    title: Texts
    url: Callable[..., str]
    # The page that led here.
    back: str = ""
    # What stands above that page in the trail: title and address, from the home page down.
    trail: tuple[tuple[str, str], ...] = ()
    # The same form in the other languages: language code -> address of its start.
    starts: Mapping[str, str] = field(default_factory=dict)
    # Texts by language: above the first step, on the receipt.
    intro: Texts = field(default_factory=dict)
    thanks: Texts = field(default_factory=dict)
    # Facts above the start button: dicts of icon, label, value.
    facts: tuple[Mapping[str, str], ...] = ()
    # Why nobody may begin or send now, in the active language; empty: they may.
    refusal: str = ""
    needs_account: bool = False
    # Name of the form for cms.guard: what is counted together.
    guard: str = "requests"
    # Staff fill it in for somebody: who is signed in is not who asks, and no proof of being a person is asked for.
    is_for_another: bool = False
    channel: str = Channel.ONLINE
    # Above every page of the form, in the active language.
    notice: str = ""
    # Where it goes on after the receipt: label and address.
    onward: tuple[str, str] | None = None
    # What answers cost (on the day of sending), in words; empty: nothing is told of a fee.
    fee: Callable[..., str] = lambda _answers, _day=None: ""
    # What the receipt of a submission shows; None: its reference.
    receipt: Callable[[Any], Kept | None] = lambda _submission: None


@dataclass(frozen=True)
class Receiver:
    """What a room registers for its purpose.

    `take(submission, held)` runs in the transaction that stores it, with the room's own row locked before anything is
    counted; it raises `Refused` to keep everything as it was. `mark(form, answers)` says who sends, for limits.
    """

    take: Callable[[Any, Any], None]
    mark: Callable[[FormDefinition, Mapping[str, Any]], str] = lambda _form, _answers: ""
    # Locks what owns the room's limits, before the submission is stored; `take` is handed what it gives.
    lock: Callable[[int], Any] = lambda _version_id: None
