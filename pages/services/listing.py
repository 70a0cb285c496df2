"""The directory as a visitor asks for it: narrowed by audience, life event and topic, and from A to Z.

Everything is reckoned from one reading of the town's services: a municipality has some dozens, at most a few hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.kit.folding import fold
from pages.services.choices import Audience, LifeEvent
from pages.services.promises import promises_of

if TYPE_CHECKING:
    from pages.services.models import ServicePage, Topic

# Titles that begin with a digit or a sign stand at the end.
OTHER = "#"
AUDIENCE_HEADINGS = {
    Audience.RESIDENT: gettext_lazy("Services for residents"),
    Audience.BUSINESS: gettext_lazy("Services for businesses"),
    Audience.NGO: gettext_lazy("Services for associations and NGOs"),
}
AUDIENCE_ICONS = {Audience.RESIDENT: "user", Audience.BUSINESS: "store", Audience.NGO: "handshake"}
EVENT_ICONS = {
    LifeEvent.BIRTH: "file-badge",
    LifeEvent.FAMILY: "heart",
    LifeEvent.MOVING: "package",
    LifeEvent.HOME: "house",
    LifeEvent.SCHOOL: "school",
    LifeEvent.WORK: "wallet",
    LifeEvent.HEALTH: "accessibility",
    LifeEvent.DEATH: "scroll-text",
    LifeEvent.STARTING_BUSINESS: "store",
    LifeEvent.RUNNING_BUSINESS: "building-2",
}


@dataclass(frozen=True)
class Entry:
    """A service in a list."""

    title: str
    url: str
    summary: str = ""
    icon: str = ""
    promises: Sequence[Mapping[str, str]] = ()
    audiences: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    @property
    def letter(self) -> str:
        """What it stands under from A to Z: without accent, the same for a word in any case."""
        first = fold(self.title)[:1].upper()
        return first if first.isalpha() else OTHER


def entry_of(page: ServicePage, *, url: str, is_online: bool) -> Entry:
    """A page as the lists show it."""
    return Entry(
        title=page.title,
        url=url,
        summary=page.summary,
        icon=page.icon or "file-text",
        promises=promises_of(page, is_online=is_online),
        audiences=frozenset(page.audiences),
        events=frozenset(page.life_events),
        topics=frozenset(topic.slug for topic in page.topics.all()),
    )


@dataclass(frozen=True)
class Chosen:
    """What was asked for and exists; the rest of an address means nothing."""

    audience: str = ""
    event: str = ""
    topic: str = ""
    topics: Mapping[str, Topic] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Mapping[str, Any], topics: Mapping[str, Topic]) -> Chosen:
        """`?for=business&event=moving&topic=streets`."""
        audience, event, topic = (str(query.get(name, "")) for name in ("for", "event", "topic"))
        return cls(
            audience=audience if audience in Audience.values else "",
            event=event if event in LifeEvent.values else "",
            topic=topic if topic in topics else "",
            topics=topics,
        )

    @property
    def is_any(self) -> bool:
        """Whether the list is narrowed at all."""
        return bool(self.audience or self.event or self.topic)

    @property
    def address(self) -> str:
        """Its own address, always written the same way."""
        asked = {"for": self.audience, "event": self.event, "topic": self.topic}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def heading(self) -> str:
        """`Services for businesses: Moving house`; empty for all services."""
        told = []
        if self.event:
            told.append(str(LifeEvent(self.event).label))
        if self.topic:
            told.append(str(self.topics[self.topic]))
        if not self.is_any:
            return ""
        begin = str(AUDIENCE_HEADINGS[Audience(self.audience)]) if self.audience else _("Services")
        return _("%(services)s: %(what)s") % {"services": begin, "what": ", ".join(told)} if told else begin

    def holds(self, entry: Entry) -> bool:
        """Whether a service is among those asked for."""
        return (
            (not self.audience or self.audience in entry.audiences)
            and (not self.event or self.event in entry.events)
            and (not self.topic or self.topic in entry.topics)
        )


@dataclass(frozen=True)
class Door:
    """One way to narrow the list, with what it would lead to; the one that is open leads back."""

    title: str
    icon: str
    count: int
    url: str
    is_open: bool


@dataclass(frozen=True)
class Letter:
    """A letter with its services."""

    sign: str
    entries: Sequence[Entry]

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return "az-other" if self.sign == OTHER else f"az-{self.sign.lower()}"


@dataclass(frozen=True)
class Directory:
    """All that the page shows."""

    heading: str
    is_narrowed: bool
    count: int
    total: int
    audiences: Sequence[Door]
    events: Sequence[Door]
    topics: Sequence[Door]
    letters: Sequence[Letter]


def listed(entries: Iterable[Entry], chosen: Chosen) -> Directory:
    """The services asked for, and the doors to the others with their counts."""
    known = sorted(entries, key=lambda entry: (entry.letter == OTHER, fold(entry.title)))
    fitting = [entry for entry in known if chosen.holds(entry)]
    return Directory(
        heading=chosen.heading,
        is_narrowed=chosen.is_any,
        count=len(fitting),
        total=len(known),
        audiences=_doors(
            known,
            [(each.value, str(each.label), AUDIENCE_ICONS[each]) for each in Audience],
            chosen.audience,
            lambda value: replace(chosen, audience=value),
        ),
        events=_doors(
            known,
            [(each.value, str(each.label), EVENT_ICONS[each]) for each in LifeEvent],
            chosen.event,
            lambda value: replace(chosen, event=value),
        ),
        topics=_doors(
            known,
            [(topic.slug, str(topic), topic.icon or "tag") for topic in _by_name(chosen.topics.values())],
            chosen.topic,
            lambda value: replace(chosen, topic=value),
        ),
        letters=[
            Letter(sign, list(group)) for sign, group in groupby(fitting, key=lambda entry: entry.letter)
        ],
    )


def _by_name(topics: Iterable[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda topic: fold(str(topic)))


def _doors(
    entries: Sequence[Entry],
    offered: Iterable[tuple[str, str, str]],
    current: str,
    narrowed: Callable[[str], Chosen],
) -> list[Door]:
    """A door that would lead to nothing is not shown, unless one stands in it."""
    found = []
    for value, title, icon in offered:
        would_be = narrowed(value)
        count = sum(1 for entry in entries if would_be.holds(entry))
        is_open = value == current
        if count or is_open:
            found.append(Door(title, icon, count, narrowed("" if is_open else value).address, is_open))
    return found
