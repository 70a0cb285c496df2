"""What a municipality starts with: an empty list of news and a few topics."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from cms.audit.actions import record
from cms.municipalities.actions import forget_public_pages
from cms.municipalities.models import Municipality
from pages.base.actions import Starter, make_starters
from pages.news.models import NewsIndexPage, NewsTopic

Person = AbstractBaseUser | AnonymousUser | None
TOPICS = {
    "town-hall": {"el": "Δημαρχείο", "en": "Town hall"},
    "streets": {"el": "Δρόμοι και έργα", "en": "Streets and works"},
    "environment": {"el": "Περιβάλλον", "en": "Environment"},
    "culture": {"el": "Πολιτισμός και αθλητισμός", "en": "Culture and sports"},
    "social": {"el": "Κοινωνική μέριμνα", "en": "Social care"},
}


def provision_news(town: Municipality) -> None:
    """Topics only where there are none yet: those that an editor took away stay away."""
    if not NewsTopic.objects.exists():
        NewsTopic.objects.bulk_create(NewsTopic(code=code, names=names) for code, names in TOPICS.items())
    make_starters(town, _starters)


def _starters(_town: Municipality) -> list[Starter]:
    summary = _("What changes in the municipality, in a few words.")
    return [Starter("news", NewsIndexPage, {"title": _("News"), "summary": summary})]


@transaction.atomic
def note_topic(topic: NewsTopic, verb: str, *, by: Person) -> NewsTopic:
    """After a form of the admin has saved it."""
    record(verb, topic, by=by)
    forget_public_pages()
    return topic


@transaction.atomic
def remove_topic(topic: NewsTopic, *, by: Person) -> None:
    """Takes a topic away; its articles stay."""
    record("deleted", topic, by=by)
    topic.delete()
    forget_public_pages()
