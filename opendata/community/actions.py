"""Writes: questions, uses and counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.audit.actions import record
from cms.municipalities.actions import forget_public_pages
from cms.municipalities.querysets import current_municipality
from opendata.catalog.models import Dataset
from opendata.community.choices import ReuseState
from opendata.community.models import Question, Reuse

Person = AbstractBaseUser | AnonymousUser | None
# (dataset's name, day, kind) -> how often.
Counts = Mapping[tuple[str, date, str], int]


@transaction.atomic
def ask_question(dataset: Dataset, *, text: str, email: str, name: str = "", language: str = "") -> Question:
    """Keeps the question and mails it to whoever answers for the dataset, else to the town."""
    question = Question.objects.create(dataset=dataset, text=text, email=email, name=name, language=language)
    town = current_municipality()
    address = (dataset.contact.email if dataset.contact else "") or town.email
    if address:
        # In the town's own language: it is read by its staff.
        with override(town.languages[0]):
            EmailMessage(
                subject=_("A question about “%(title)s”") % {"title": " ".join(dataset.title.split())},
                body=render_to_string("community/question.txt", {"question": question, "town": town}),
                to=[address],
                reply_to=[email],
            ).send()
    return question


@transaction.atomic
def send_reuse(dataset: Dataset, *, title: str, url: str, text: str, email: str = "") -> Reuse:
    """Keeps something that was made with a dataset, until staff decide on it."""
    return Reuse.objects.create(dataset=dataset, title=title, url=url, text=text, email=email)


@transaction.atomic
def change_reuse(reuse: Reuse, *, by: Person) -> None:
    """Saves a use that a form of the admin has set, and notes when it was decided."""
    before = Reuse.objects.select_for_update().get(pk=reuse.pk).state
    if reuse.state != before:
        reuse.decided_at = None if reuse.state == ReuseState.WAITING else timezone.now()
    reuse.save()
    record("changed", reuse, by=by, changes={"state": reuse.state, "before": before})
    forget_public_pages()


@transaction.atomic
def change_question(question: Question, *, by: Person) -> None:
    """Saves what a form of the admin has set."""
    question.save()
    record("changed", question, by=by, changes={"answered": question.answered})


def add_usage(counts: Counts) -> None:
    """Adds counts to those of the days, in one statement; names that are no datasets are left out."""
    if not counts:
        return
    names, days, kinds = zip(*counts, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO opendata_community_usage AS standing (dataset_id, day, kind, count)
            SELECT dataset.id, new.day, new.kind, new.count
            FROM unnest(%s::text[], %s::date[], %s::text[], %s::bigint[]) AS new (name, day, kind, count)
            JOIN opendata_catalog_dataset AS dataset ON dataset.name = new.name
            ORDER BY 1, 2, 3
            ON CONFLICT (dataset_id, day, kind) DO UPDATE SET count = standing.count + excluded.count
            """,
            [list(names), list(days), list(kinds), list(counts.values())],
        )
