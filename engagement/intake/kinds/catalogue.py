"""All kinds, in the order in which an editor is offered them."""

from __future__ import annotations

from engagement.intake.kinds.address import Address
from engagement.intake.kinds.base import Kind, kinds
from engagement.intake.kinds.choosing import ManyOf, OneOf, YesNo
from engagement.intake.kinds.columns import DatasetChoice
from engagement.intake.kinds.contact import Email, Phone
from engagement.intake.kinds.days import Clock, Day
from engagement.intake.kinds.drawn import AreaOnMap, LineOnMap, PointOnMap
from engagement.intake.kinds.feature import Feature
from engagement.intake.kinds.files import Files
from engagement.intake.kinds.group import Group
from engagement.intake.kinds.identifiers import Afm, Amka, Iban, Identifier
from engagement.intake.kinds.numbers import Money, Number
from engagement.intake.kinds.plates import Plate
from engagement.intake.kinds.saying import Declaration, Heading, Hidden, RichText
from engagement.intake.kinds.signature import Signature
from engagement.intake.kinds.text import LongText, ShortText

ALL: tuple[type[Kind], ...] = (
    ShortText,
    LongText,
    Number,
    Money,
    Day,
    Clock,
    YesNo,
    OneOf,
    ManyOf,
    DatasetChoice,
    Email,
    Phone,
    Afm,
    Amka,
    Iban,
    Identifier,
    Address,
    PointOnMap,
    LineOnMap,
    AreaOnMap,
    Feature,
    Plate,
    Files,
    Signature,
    Declaration,
    Heading,
    RichText,
    Hidden,
    Group,
)


def register() -> None:
    """Called once, while the apps start."""
    for kind in ALL:
        kinds.add(kind.name, kind())
