"""What an expression may name: the questions of a form by their short names, with the sort of their answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engagement.intake.definition.model import Choice, FormDefinition, Question, Texts, text_in


class Sort:
    """What can be done with a value."""

    NUMBER, DATE, TEXT = "number", "date", "text"
    YES_NO, TICK = "yes_no", "tick"
    CHOICE, CHOICES = "choice", "choices"
    PLACE, GROUP = "place", "group"
    # A length of time: only beside a date.
    SPAN = "span"
    # Uploads, drawings and kinds that are not known here: nothing but "is answered" is certain to make sense.
    OTHER = "other"


# By the name of the kind; see engagement.intake.kinds.
SORTS: Mapping[str, str] = {
    **dict.fromkeys(("number", "money"), Sort.NUMBER),
    "date": Sort.DATE,
    **dict.fromkeys(("short_text", "long_text", "time", "email", "phone", "hidden"), Sort.TEXT),
    **dict.fromkeys(("identifier", "afm", "amka", "iban", "plate", "dataset_choice"), Sort.TEXT),
    "yes_no": Sort.YES_NO,
    "declaration": Sort.TICK,
    "one_of": Sort.CHOICE,
    "many_of": Sort.CHOICES,
    **dict.fromkeys(("address", "point", "line", "area"), Sort.PLACE),
    **dict.fromkeys(("feature", "file", "signature"), Sort.OTHER),
    "group": Sort.GROUP,
}
COMPUTED = "computed"
# Kinds that hold no answer at all.
SILENT = frozenset({"heading", "rich_text"})


@dataclass(frozen=True)
class Named:
    """A question under its short name; `group` is the id of the repeating group that it is in."""

    name: str
    question: Question
    sort: str
    group: str = ""

    def choice(self, word: str) -> Choice | None:
        """The choice of that name, id or label, in this order."""
        offered = self.question.choices
        by_name = next((choice for choice in offered if choice.name and choice.name == word.lower()), None)
        by_id = next((choice for choice in offered if choice.id == word), None)
        labelled = [choice for choice in offered if word in choice.label.values()]
        return by_name or by_id or (labelled[0] if labelled else None)

    def choice_names(self) -> list[str]:
        """What to offer when a choice is unknown."""
        return [choice.name or text_in(choice.label, "el") for choice in self.question.choices]


@dataclass(frozen=True)
class Names:
    """`later` are names of the form that may not be used here, for they come later."""

    known: Mapping[str, Named] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    # Codes of districts with their names by language; None where they are not known.
    districts: Mapping[str, Texts] | None = None

    def by_id(self, question_id: str) -> Named | None:
        """The question of that id."""
        return next((each for each in self.known.values() if each.question.id == question_id), None)


def names_of(
    form: FormDefinition | Iterable[Question],
    *,
    before: str = "",
    districts: Mapping[str, Texts] | None = None,
) -> Names:
    """The names of a form, or of some questions. `before`: the id of the question or step whose expression it is;
    only what comes earlier can be used there."""
    known: dict[str, Named] = {}
    later: set[str] = set()
    reached = False
    for holder, question in _in_order(form):
        reached = reached or (bool(before) and before in {holder, question.id})
        inside = any(inner.id == before for inner in question.questions)
        for name, named in _named(question, inside=before if inside else ""):
            if reached:
                later.add(name)
            else:
                known.setdefault(name, named)
        reached = reached or inside
    return Names(known, frozenset(later - set(known)), districts)


def _in_order(form: FormDefinition | Iterable[Question]) -> Iterable[tuple[str, Question]]:
    if isinstance(form, FormDefinition):
        return [(step.id, question) for step in form.steps for question in step.questions]
    return [("", question) for question in form]


def _named(question: Question, *, inside: str = "") -> Iterable[tuple[str, Named]]:
    """A question's name, and those in its group as `group.name`; within the group, those before by their own."""
    if question.name and question.kind not in SILENT and not inside:
        yield question.name, Named(question.name, question, sort_of(question))
    for inner in question.questions:
        if inner.id == inside:
            return
        if inside and inner.name:
            yield inner.name, Named(inner.name, inner, sort_of(inner))
        elif question.name and inner.name:
            name = f"{question.name}.{inner.name}"
            yield name, Named(name, inner, sort_of(inner), question.id)


def sort_of(question: Question) -> str:
    """The sort of a question's answers."""
    if question.kind == COMPUTED:
        return sort_of_value(question.settings.get("expression"))
    return SORTS.get(question.kind, Sort.OTHER)


_RESULTS = {
    **dict.fromkeys(("number", "+", "-", "*", "/", "negative", "min", "max", "round"), Sort.NUMBER),
    **dict.fromkeys(("sum", "count", "since"), Sort.NUMBER),
    **dict.fromkeys(("date", "today", "later", "earlier"), Sort.DATE),
    "text": Sort.TEXT,
    **dict.fromkeys(("and", "or", "not", "in", "includes", "answered", "in_district"), Sort.YES_NO),
    **dict.fromkeys(("truth", "truth_value", "is", "=", "!=", "<", "<=", ">", ">="), Sort.YES_NO),
}


def sort_of_value(expression: object) -> str:
    """The sort of what a compiled expression comes to."""
    for _turn in range(64):
        if not isinstance(expression, Mapping):
            break
        does, parts = expression.get("op"), expression.get("of")
        if does == "answer":
            sort = str(expression.get("as"))
            return Sort.YES_NO if sort == Sort.TICK else sort
        if does != "if":
            return _RESULTS.get(does, Sort.OTHER) if isinstance(does, str) else Sort.OTHER
        expression = parts[1] if isinstance(parts, list) and len(parts) == 3 else None
    return Sort.OTHER
