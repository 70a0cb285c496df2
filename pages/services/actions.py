"""Writes of service pages that are not an editor's own save: tests of forms, topics, what a deleted page leaves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from cms.audit.actions import record as log
from cms.municipalities.actions import forget_public_pages
from engagement.intake.contract import Trial, record
from pages.services.compiling import Compiled
from pages.services.editing.names import LEAD_FIELDS
from pages.services.errors import NameIsTaken
from pages.services.models import FormTest, ServicePage, Topic
from pages.services.trials import fee_rule_of


@transaction.atomic
def keep_test(
    page: ServicePage,
    made: Compiled,
    answers: Mapping[str, Any],
    *,
    name: str,
    today: date,
    language: str,
    by: Any,
) -> FormTest:
    """Keeps answers with what they come to now. Raises NameIsTaken."""
    trial = record(made.form, fee_rule_of(page, made), answers, name=name, today=today, language=language)
    try:
        with transaction.atomic():
            test = FormTest.objects.create(
                translation_key=page.translation_key, name=name, content=trial.to_json(), made_by=by
            )
    except IntegrityError as taken:
        raise NameIsTaken(name) from taken
    log("kept", test, by=by)
    return test


@transaction.atomic
def expect_anew(test: FormTest, page: ServicePage, made: Compiled, *, by: Any) -> None:
    """What the same answers come to now is what is expected from now on."""
    before = Trial.from_json(test.content)
    trial = record(
        made.form,
        fee_rule_of(page, made),
        before.answers,
        name=before.name,
        today=before.today,
        language=before.language,
    )
    test.content = trial.to_json()
    test.save(update_fields=["content"])
    log("expected anew", test, by=by)


@transaction.atomic
def delete_test(test: FormTest, *, by: Any) -> None:
    """The form is no longer held to it."""
    log("deleted", test, by=by)
    test.delete()


@transaction.atomic
def note_topic(topic: Topic, verb: str, *, by: Any) -> Topic:
    """After a form of the admin has saved it."""
    log(verb, topic, by=by)
    forget_public_pages()
    return topic


@transaction.atomic
def remove_topic(topic: Topic, *, by: Any) -> None:
    """Takes a topic away; its services stay."""
    log("deleted", topic, by=by)
    topic.delete()
    forget_public_pages()


def hand_over(page: ServicePage) -> None:
    """Gives form and process of the page made first to the next one, as published and as a draft.

    Nothing happens for a page that holds neither, or has no translation.
    """
    heir = (
        ServicePage.objects.filter(translation_key=page.translation_key)
        .exclude(pk=page.pk)
        .order_by("pk")
        .first()
    )
    if heir is None or page.lead.pk != page.pk:
        return
    stored = ServicePage.objects.get(pk=page.pk)
    ServicePage.objects.filter(pk=heir.pk).update(**{name: getattr(stored, name) for name in LEAD_FIELDS})
    if heir.latest_revision is None:
        return
    draft = page.get_latest_revision_as_object().serializable_data()
    content = {**heir.latest_revision.content, **{name: draft[name] for name in LEAD_FIELDS}}
    heir.latest_revision.content = json.loads(json.dumps(content, default=str))
    heir.latest_revision.save(update_fields=["content"])
