"""The services that a document tells of, gathered with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Any
from uuid import UUID

from django.utils.html import strip_tags

from cms.accounts.models import Department
from cms.municipalities.querysets import current_municipality
from engagement.eservices.models import Service
from pages.services.fees import fixed_fee
from pages.services.models import ServiceDirectoryPage, ServicePage, Topic

Texts = Mapping[str, str]
# Grows when the same services are written in other words.
FORM = 2


@dataclass(frozen=True)
class Need:
    """Something to have at hand: its name in the languages it is written in."""

    title: Texts
    text: Texts


@dataclass(frozen=True)
class Described:
    """A service with its pages by language. `lead` holds the process."""

    key: UUID
    lead: ServicePage
    pages: Mapping[str, ServicePage]
    addresses: Mapping[str, str] = field(default_factory=dict)
    online: Mapping[str, str] = field(default_factory=dict)

    def texts(self, name: str) -> Texts:
        """A field by language, as plain words."""
        return {
            code: _plain(text)
            for code, page in self.pages.items()
            if (text := str(getattr(page, name) or ""))
        }

    @property
    def department(self) -> Department | None:
        """Who deals with it."""
        department: Department | None = self.lead.department
        return department

    @property
    def topics(self) -> Sequence[Topic]:
        """What it is about: topics are the same for all languages, whichever page names them."""
        found = {topic.pk: topic for page in self.pages.values() for topic in page.topics.all()}
        return list(found.values())

    def any_of(self, name: str) -> list[str]:
        """Words that any of its pages has ticked, in the order of their first mention."""
        return list(dict.fromkeys(word for page in self.pages.values() for word in getattr(page, name)))

    @property
    def needs(self) -> list[Need]:
        """What one needs: the same place in the list is the same thing where the lists are equally long."""
        lists = {code: [block.value for block in page.needs] for code, page in self.pages.items()}
        if len({len(found) for found in lists.values()}) > 1:
            longest = max(lists, key=lambda code: len(lists[code]))
            lists = {longest: lists[longest]}
        count = max((len(found) for found in lists.values()), default=0)
        return [
            Need(
                title={code: str(found[number]["title"]) for code, found in lists.items()},
                text={code: str(found[number]["text"] or "") for code, found in lists.items()},
            )
            for number in range(count)
        ]

    @property
    def price(self) -> float | None:
        """The amount where it is always the same."""
        return fixed_fee(self.lead.fee)


def described(key: UUID | None = None) -> list[Described]:
    """All public services, or one, in the order in which they were made."""
    pages = (
        ServicePage.objects.live()
        .public()
        .filter(alias_of=None, locale__language_code__in=current_municipality().languages)
        .select_related("locale", "department")
        .prefetch_related("topics")
        .order_by("pk")
    )
    groups: dict[UUID, dict[str, ServicePage]] = {}
    for page in pages if key is None else pages.filter(translation_key=key):
        groups.setdefault(page.translation_key, {})[page.locale.language_code] = page
    online = _addresses(list(groups))
    return [_described(key, group, online.get(key, {})) for key, group in groups.items()]


def _described(key: UUID, group: dict[str, ServicePage], online: Mapping[str, str]) -> Described:
    order = {code: number for number, code in enumerate(current_municipality().languages)}
    pages = dict(sorted(group.items(), key=lambda pair: order[pair[0]]))
    return Described(
        key=key,
        lead=min(pages.values(), key=lambda page: page.pk),
        pages=pages,
        addresses={code: page.url or "" for code, page in pages.items()},
        online={code: path for code, path in online.items() if code in pages},
    )


def _addresses(keys: list[UUID]) -> dict[UUID, dict[str, str]]:
    """Where the forms begin."""
    rows = Service.objects.offered().filter(key__in=keys, addresses__is_current=True)
    found: dict[UUID, dict[str, str]] = {}
    for key, language, slug in rows.values_list("key", "addresses__language", "addresses__slug"):
        found.setdefault(key, {})[language] = f"/{language}/services/{slug}/apply/"
    return found


def directory_pages() -> dict[str, ServiceDirectoryPage]:
    """The directory by language."""
    pages = ServiceDirectoryPage.objects.live().public().select_related("locale").order_by("-path")
    return {page.locale.language_code: page for page in pages}


def services_stamp() -> str:
    """Other than before whenever any document of the services is. A few short queries, each of one table."""
    pages = list(
        ServicePage.objects.live().public().order_by("pk").values_list("pk", "live_revision", "url_path")
    )
    directories = list(ServiceDirectoryPage.objects.live().values_list("pk", "live_revision"))
    words: list[Any] = [
        FORM,
        current_municipality().settings_version,
        pages,
        directories,
        list(Service.objects.offered().order_by("pk").values_list("pk", "current")),
        list(Topic.objects.values_list("slug", "names")),
        list(Department.objects.values_list("code", "names", "email", "phone")),
    ]
    return blake2s(repr(words).encode(), digest_size=12).hexdigest()


def _plain(text: str) -> str:
    return " ".join(strip_tags(text.replace("</p>", " ").replace("<br/>", " ")).split())
