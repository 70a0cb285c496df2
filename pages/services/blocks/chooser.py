"""Where each kind of question stands in the editor's chooser, and the sentence that says what it is good for."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

# In the order of the chooser. A kind that is not listed stands below "Other": it works, it is only not placed yet.
GROUPS: tuple[tuple[Words, tuple[tuple[str, Words], ...]], ...] = (
    (
        _("Text"),
        (
            ("short_text", _("One line: a name, a title, a few words.")),
            ("long_text", _("Several lines: a description, a reason.")),
        ),
    ),
    (
        _("Choice"),
        (
            ("yes_no", _("Two answers; the best question for conditions.")),
            ("one_of", _("Several answers, one is chosen.")),
            ("many_of", _("Several answers, any number is chosen.")),
            ("dataset_choice", _("One answer from the rows of a published dataset.")),
        ),
    ),
    (
        _("Numbers and dates"),
        (
            ("number", _("A count or a measure, with its unit and limits.")),
            ("money", _("An amount in euros.")),
            ("date", _("A day, with an earliest and a latest one.")),
            ("time", _("A time of day.")),
            ("computed", _("Worked out from earlier answers; shown, never asked.")),
        ),
    ),
    (
        _("Person"),
        (
            ("email", _("Where the receipt and messages go.")),
            ("phone", _("A telephone number, checked and written the same way by everybody.")),
            ("afm", _("Tax number, with its check digit.")),
            ("amka", _("Social security number, with its check digit.")),
            ("iban", _("Bank account for refunds, with its check digits.")),
            ("identifier", _("Another number with a check: passport, company, vehicle …")),
            ("plate", _("A vehicle's plate, in Greek or Latin letters.")),
        ),
    ),
    (
        _("Place"),
        (
            ("address", _("Street, number and postcode, typed or picked.")),
            ("point", _("A point on the map, with a list for those who cannot use it.")),
            ("line", _("A line on the map.")),
            ("area", _("An area on the map: which part of the pavement, which square.")),
            ("feature", _("One thing of a register: this tree, this square.")),
        ),
    ),
    (
        _("Files and signatures"),
        (
            ("file", _("Papers and pictures, looked at before they are kept.")),
            ("declaration", _("A sentence that must be accepted.")),
            ("signature", _("Drawn, or typed by those who cannot draw.")),
        ),
    ),
    (
        _("Layout"),
        (
            ("heading", _("A heading between questions.")),
            ("rich_text", _("An explanation between questions.")),
            ("group", _("The same questions several times: each child, each vehicle.")),
            ("hidden", _("A value that nobody types.")),
        ),
    ),
)
OTHER: Words = _("Other")

_PLACES = {
    name: (number, title, says) for number, (title, kinds) in enumerate(GROUPS) for name, says in kinds
}
_ORDER = {name: number for number, name in enumerate(_PLACES)}


def group_of(name: str) -> Words:
    """The heading of the chooser that a kind stands below."""
    return _PLACES[name][1] if name in _PLACES else OTHER


def says_of(name: str) -> Words:
    """What a kind is good for, in a sentence."""
    return _PLACES[name][2] if name in _PLACES else ""


def in_order(names: list[str]) -> list[str]:
    """Names of kinds as the chooser offers them."""
    return sorted(names, key=lambda name: _ORDER.get(name, len(_ORDER)))
