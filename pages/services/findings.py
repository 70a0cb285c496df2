"""*Check*: what is missing or wrong on a service page, and where it is put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from cms.municipalities.querysets import current_municipality
from engagement.cases.choices import Assigning
from engagement.intake.contract import (
    FormDefinition,
    Level,
    MalformedDefinition,
    check,
    text_in,
    to_json,
)
from pages.services.compiling import Compiled, missing_texts
from pages.services.fees import fee_of
from pages.services.following import problems_of
from pages.services.placeholders import known_placeholders, unknown_placeholders

if TYPE_CHECKING:
    from pages.services.models import ServicePage

ERROR, WARNING = "error", "warning"
MESSAGES = ("thanks", "mail_subject", "mail_text")


@dataclass(frozen=True)
class Finding:
    """A sentence for the editor. `field` is the page's, `place` the block within it: ids and names, outermost first."""

    level: str
    sentence: str
    field: str = ""
    place: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether it stops a publication."""
        return self.level == ERROR

    @property
    def path(self) -> str:
        """As the editor marks its fields: `form.<id>.questions.<id>.when`."""
        return ".".join((self.field, *self.place)) if self.field else ""


def errors_among(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop a publication."""
    return [finding for finding in findings if finding.is_error]


def address_is_taken(address: str) -> Finding:
    """By the slug."""
    return Finding(
        ERROR,
        _("Another service stands at the address %(address)s already. Choose another one.")
        % {"address": address},
        "slug",
    )


def findings_of(page: ServicePage, made: Compiled) -> list[Finding]:
    """Everything about form and process; errors first, in the order of the page. Without one only process."""
    found = [*_of_form(page, made)] if made.form.steps else []
    found += [*_of_process(page, made.form), *_of_directory(page)]
    return sorted(found, key=lambda finding: not finding.is_error)


def _of_directory(page: ServicePage) -> Iterator[Finding]:
    """Whether anybody comes to it who does not know its name."""
    if not (page.audiences or page.life_events or page.topics.all()):
        sentence = _(
            "Nothing is ticked under “For whom”: only the list from A to Z and the search lead here."
        )
        yield Finding(WARNING, sentence, "audiences")


# --- Form ----------------------------------------------------------------------------------------------------------

# Which input of a step or question a rule of engagement.intake.checking is about; others are about the whole.
ABOUT = {
    "empty_step": "questions",
    "many_questions": "questions",
    "doubled_choice": "choices",
    "doubled_name": "name",
    "reserved_name": "name",
    "missing_text": "label",
    "capitals": "label",
    "long_label": "label",
    "no_need_told": "hint",
    **dict.fromkeys(
        (
            "loop",
            "unreachable",
            "unreachable_step",
            "group_condition",
            "removed_question",
            "later_question",
            "removed_choice",
            "changed_kind",
        ),
        "when",
    ),
}


def _of_form(page: ServicePage, made: Compiled) -> Iterator[Finding]:
    for problem in made.problems:
        yield Finding(ERROR, problem.sentence, "form", problem.place)
    broken = {problem.place[:-1] for problem in made.problems}
    for found in check(made.form, knows_the_person=page.needs_account):
        place = made.places.get(found.question_id or found.step_id, ())
        if found.code == "settings" and place in broken:
            # The expression itself was told above, by its field.
            continue
        about = ABOUT.get(found.code, "")
        if about == "label" and not found.question_id:
            about = "title"
        level = ERROR if found.level == Level.ERROR else WARNING
        yield Finding(level, str(found.sentence), "form", (*place, about) if place and about else place)
    yield from _of_languages(made)
    try:
        to_json(made.form)
    except MalformedDefinition as problem:
        yield Finding(ERROR, _("The form cannot be stored: %(reason)s") % {"reason": problem}, "form")


def _of_languages(made: Compiled) -> Iterator[Finding]:
    for language in current_municipality().languages:
        missing = list(missing_texts(made.form.steps, language))
        if not missing:
            continue
        key, what = missing[0]
        sentence = ngettext(
            "In %(language)s %(count)s text is missing: until it is there, the form is shown in %(shown)s.",
            "In %(language)s %(count)s texts are missing: until they are there, the form is shown in %(shown)s.",
            len(missing),
        ) % {
            "language": name_of(language),
            "count": len(missing),
            "shown": name_of(made.form.languages[0]),
        }
        yield Finding(WARNING, sentence, "form", (*made.places[key], what, language))


def name_of(language: str) -> str:
    """The language's name in the language of the page."""
    return str(get_language_info(language)["name_translated"])


# --- Process -------------------------------------------------------------------------------------------------------


def _of_process(page: ServicePage, form: FormDefinition) -> Iterator[Finding]:
    for problem in fee_of(page.fee, form).problems:
        yield Finding(ERROR, problem.sentence, "fee", problem.place)
    for problem in problems_of(page.documents, form):
        yield Finding(ERROR, problem.sentence, "documents", problem.place)
    if page.opens_at and page.closes_at and page.closes_at <= page.opens_at:
        yield Finding(ERROR, _("The last moment is before the first one."), "closes_at")
    yield from _of_messages(page, form)
    yield from _of_districts(page)
    if form.steps and page.department is None:
        yield Finding(WARNING, _("No department is named: nobody is told of what is sent."), "department")


def _of_districts(page: ServicePage) -> Iterator[Finding]:
    if page.assigning != Assigning.BY_DISTRICT:
        return
    codes = [line.value["district"] for line in page.officers_by_district]
    if not codes:
        sentence = _("No district has an officer: requests go to whoever has the fewest open cases.")
        yield Finding(WARNING, sentence, "officers_by_district")
    members = set()
    if page.department is not None:
        members = set(page.department.members.filter(is_active=True).values_list("email", flat=True))
    for place, line in enumerate(page.officers_by_district):
        key = (str(line.id),) if line.id else ()
        if codes.index(codes[place]) != place:
            yield Finding(ERROR, _("This district stands here twice."), "officers_by_district", key)
        elif line.value["officer"] not in members:
            sentence = _("%(officer)s is not of the service’s department: they get no requests.") % {
                "officer": line.value["officer"]
            }
            yield Finding(WARNING, sentence, "officers_by_district", key)


def _of_messages(page: ServicePage, form: FormDefinition) -> Iterator[Finding]:
    known = known_placeholders(form)
    for name in MESSAGES:
        for language, word, near in unknown_placeholders(getattr(page, name) or {}, known):
            sentence = _("Nothing is known that could stand for {%(word)s} (%(language)s).") % {
                "word": word,
                "language": name_of(language),
            }
            if near:
                sentence = f"{sentence} " + _("Did you mean {%(near)s}?") % {"near": near}
            yield Finding(ERROR, sentence, name)


def title_of(form: FormDefinition, key: str, language: str) -> str:
    """What to call a step, a question or an answer by its id."""
    for step in form.steps:
        if step.id == key:
            return text_in(step.title, language)
    question = form.question(key)
    return text_in(question.label, language) or question.name if question else ""
