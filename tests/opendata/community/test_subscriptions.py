"""Whoever follows a dataset hears by mail of what breaks programs, after a word of their own, and until they stop it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from cms.audit.models import Deed
from cms.municipalities.chores import do_chores
from cms.notifications.models import OutgoingMail
from opendata.catalog.actions import change_dataset
from opendata.catalog.models import Dataset
from opendata.community.choices import NoticeKind, ReuseState
from opendata.community.models import Notice, Question, Reuse, Subscription
from opendata.community.subscribing import MOST_LINKS, subscribe
from opendata.community.telling import tell
from opendata.ingest.choices import Farewell
from opendata.tables.actions import ensure_collection, republish
from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.registry import collections
from opendata.tables.sources import rows_of_table
from tests.cms.notifications.test_mail import (
    server,  # noqa: F401 (a fixture)
    work,
)
from tests.factories.catalog import described
from tests.factories.guard import passed
from tests.factories.postbox import Postbox
from tests.factories.tables import GIRTH, HEIGHT, SPECIES, Register, register
from tests.factories.uploads import inspect, publish, publish_file
from tests.opendata.ingest.test_newer_states import answered

pytestmark = pytest.mark.django_db

MINA = "mina@example.org"


def ask(client: Client, name: str, email: str = MINA, language: str = "en", **more: str) -> Any:
    fields = {**passed("dataset-subscriptions"), "email": email, **more}
    return client.post(f"/{language}/data/{name}/follow/", fields, REMOTE_ADDR="203.0.113.7")


def links(text: str) -> list[str]:
    """Paths of the addresses in a mail."""
    return [re.sub(r"^https?://[^/]+", "", found) for found in re.findall(r"https?://\S+", text)]


def follow(dataset: Dataset, email: str = MINA, language: str = "en") -> Subscription:
    made: Subscription = Subscription.objects.create(
        dataset=dataset, email=email, language=language, confirmed_at=timezone.now()
    )
    return made


def dataset_of(entered: Register) -> Dataset:
    found: Dataset = Dataset.objects.get(name=entered.name)
    return found


def evolve(entered: Register, monkeypatch: pytest.MonkeyPatch, *fields: Field, **changes: Any) -> None:
    """The register is published in another form."""
    rows = rows_of_table(entered.source, fields)
    entered.definition = replace(entered.definition, fields=fields, rows=rows, **changes)
    monkeypatch.setitem(collections._things, entered.name, entered.definition)  # type: ignore[attr-defined]  # a registry of the tests' own
    republish(entered.name, by=None)


def told() -> list[str]:
    """The lines of the only mail."""
    assert len(mail.outbox) == 1
    return [line[2:] for line in mail.outbox[0].body.splitlines() if line.startswith("- ")]


def test_from_the_page_to_the_mail_and_out_again_through_a_real_server(
    client: Client,
    trees: Register,
    server: Postbox,  # noqa: F811 (the fixture)
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trees.put_points(3)
    republish(trees.name, by=None)
    described(trees.name)
    assert f"/el/data/{trees.name}/follow/" in client.get(f"/el/data/{trees.name}/").content.decode()
    assert ask(client, trees.name, language="el").status_code == 302
    work()
    asked = server.letters[0]
    assert server.received[0].rcpt_tos == [MINA]
    confirm, stop = links(asked.get_body(("plain",)).get_content())[:2]
    assert asked.get_body(("html",)).get_content().count(f'{confirm}"') == 1
    # A program that looks into links presses no button.
    assert client.get(confirm).status_code == client.head(confirm).status_code == 200
    assert not Subscription.objects.confirmed().exists()
    assert client.post(confirm).status_code == 200
    assert Subscription.objects.confirmed().get().language == "el"

    evolve(trees, monkeypatch, SPECIES, HEIGHT)
    assert len(server.received) == 1
    work()
    news = server.letters[1]
    assert "“girth” (Περίμετρος)" in news.get_body(("plain",)).get_content()
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = news["List-Unsubscribe"].strip(" <>")
    assert address.endswith(stop)
    assert address in news.get_body(("plain",)).get_content()
    # As a mail program does it, without a cookie or a token.
    strict = Client(SERVER_NAME="town.test", enforce_csrf_checks=True)
    assert strict.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    evolve(trees, monkeypatch, SPECIES)
    work()
    assert len(server.received) == 2


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@example.org\nBcc: b@example.org", "a@b", f"a@{'b.' * 140}gr"]
)
@pytest.mark.parametrize("language", ["en", "el"])
def test_a_bad_address_is_told_by_its_field(
    client: Client, forest: Register, email: str, language: str
) -> None:
    response = ask(client, forest.name, email, language)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["email"]
    assert not Subscription.objects.exists()


def test_a_program_in_the_trap_and_a_visitor_who_sends_a_lot_get_no_mail(
    client: Client, forest: Register
) -> None:
    assert ask(client, forest.name, guard_homepage="https://spam.example").status_code == 400
    assert not Subscription.objects.exists()
    for number in range(5):
        ask(client, forest.name, f"a{number}@example.org")
    assert ask(client, forest.name, "one-more@example.org").status_code == 429
    assert len(mail.outbox) == Subscription.objects.count() == 5


def test_nobody_can_have_an_address_flooded(forest: Register) -> None:
    dataset = dataset_of(forest)
    for _turn in range(3):
        subscribe(dataset, email=MINA, language="en")
        subscribe(dataset, email=MINA.upper(), language="en")
    assert len(mail.outbox) == 1
    others = [register(f"other-{number}") for number in range(MOST_LINKS + 2)]
    for other in others:
        subscribe(ensure_collection(other.definition).dataset, email=MINA, language="en")
    assert len(mail.outbox) == MOST_LINKS
    Subscription.objects.update(mailed_at=timezone.now() - timedelta(hours=2))
    subscribe(dataset, email=MINA, language="el")
    assert len(mail.outbox) == MOST_LINKS + 1
    assert Subscription.objects.filter(dataset=dataset).get().language == "el"


def test_whoever_asks_learns_nothing_of_who_follows(client: Client, forest: Register) -> None:
    subscription = follow(dataset_of(forest))
    known = ask(client, forest.name)
    unknown = ask(client, forest.name, "new@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert "already" in mail.outbox[0].subject
    assert subscription.secret in mail.outbox[0].body
    subscription.refresh_from_db()
    assert subscription.is_confirmed


def test_the_database_holds_one_subscription_a_dataset_and_address(forest: Register) -> None:
    follow(dataset_of(forest))
    with pytest.raises(IntegrityError), transaction.atomic():
        follow(dataset_of(forest), MINA.title())


def test_links_that_lead_nowhere_say_so(client: Client, forest: Register) -> None:
    base = f"/en/data/{forest.name}/follow/nonsense/"
    assert client.get(base).status_code == client.post(base).status_code == 410
    assert client.get(f"{base}stop/").status_code == client.post(f"{base}stop/").status_code == 200
    other = follow(ensure_collection(register("other").definition).dataset)
    assert client.get(f"/en/data/{forest.name}/follow/{other.secret}/").status_code == 410


def test_a_link_to_stop_only_shows_a_button(client: Client, forest: Register) -> None:
    subscription = follow(dataset_of(forest))
    stop = f"/en/data/{forest.name}/follow/{subscription.secret}/stop/"
    assert "<button" in client.get(stop).content.decode()
    assert Subscription.objects.exists()
    client.post(stop)
    assert not Subscription.objects.exists()
    assert client.get(stop).status_code == 200


def test_all_that_breaks_is_told_in_one_mail_in_the_readers_language(
    trees: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    trees.put_points(3)
    republish(trees.name, by=None)
    dataset = dataset_of(trees)
    follow(dataset)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {trees.source} RENAME girth TO girth_cm")
        cursor.execute(f"ALTER TABLE {trees.source} ALTER height TYPE text")
    fields = (SPECIES, replace(GIRTH, name="girth_cm"), replace(HEIGHT, type=FieldType.TEXT))
    evolve(trees, monkeypatch, *fields, geometry_type=GeometryType.ANY)
    assert mail.outbox == []
    assert tell(dataset.pk) == 1
    assert told() == [
        "The column “planted” (Planted) was dropped.",
        "The column “protected” (Protected) was dropped.",
        "The column “seen” (Seen) was dropped.",
        "The column “girth” (Girth) is now called “girth_cm”.",
        "The column “height” (Height) has another kind of content: text, no longer number.",
        "The shapes on the map are others: shapes of several kinds, no longer points.",
    ]
    assert tell(dataset.pk) == 0, "once"
    notice = Notice.objects.get()
    assert (notice.kind, notice.told_to, notice.facts["revision"]) == (NoticeKind.COLUMNS, 1, 2)


def test_the_day_on_which_a_column_will_go_is_told_and_that_it_stays_after_all() -> None:
    dataset = publish_file()
    follow(dataset)
    without = "code,kind,made\nB1,Παγκάκι,2020-05-01\n"
    publish(answered(inspect(without, dataset=dataset), seats=Farewell.KEEP))
    assert tell(dataset.pk) == 1
    (sentence,) = told()
    assert sentence.startswith("The column “seats” will go on ")
    mail.outbox.clear()
    publish(inspect(without.replace("B1", "B9"), dataset=dataset))
    assert tell(dataset.pk) == 0, "nothing is told twice"
    publish(inspect("code,kind,seats,made\nB1,Παγκάκι,5,2020-05-01\n", dataset=dataset))
    tell(dataset.pk)
    assert told() == ["The column “seats” stays after all."]
    mail.outbox.clear()
    publish(answered(inspect(without, dataset=dataset), seats=Farewell.DROP))
    tell(dataset.pk)
    assert told() == ["The column “seats” was dropped."]


def test_new_rows_and_new_columns_break_nothing(trees: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    trees.put_points(3)
    evolve(trees, monkeypatch, SPECIES)
    dataset = dataset_of(trees)
    follow(dataset)
    trees.put_points(6, first=4)
    republish(trees.name, by=None)
    evolve(trees, monkeypatch, SPECIES, GIRTH)
    evolve(trees, monkeypatch, SPECIES, replace(GIRTH, titles={"en": "Round"}))
    assert not Notice.objects.exists()


def test_an_undone_change_is_not_told(trees: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    republish(trees.name, by=None)
    trees.put_points(3)
    republish(trees.name, by=None)
    follow(dataset_of(trees))
    with transaction.atomic():
        evolve(trees, monkeypatch, SPECIES)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_only_the_confirmed_are_told_each_in_their_language(
    trees: Register, monkeypatch: pytest.MonkeyPatch, count_queries: Any
) -> None:
    trees.put_points(3)
    republish(trees.name, by=None)
    dataset = dataset_of(trees)
    follow(dataset, "a@example.org", "en")
    follow(dataset, "b@example.org", "el")
    Subscription.objects.create(dataset=dataset, email="c@example.org", language="en")
    evolve(trees, monkeypatch, SPECIES)
    with count_queries() as queries:
        assert tell(dataset.pk) == 2
    assert [message.to for message in mail.outbox] == [["a@example.org"], ["b@example.org"]]
    assert "(Girth) was dropped" in mail.outbox[0].body
    assert "(Περίμετρος)" in mail.outbox[1].body
    assert "was dropped" not in mail.outbox[1].body
    assert len(queries) <= 8


def test_mail_goes_through_the_outbox(
    trees: Register,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:
    settings.EMAIL_BACKEND = "cms.notifications.backends.OutboxBackend"
    trees.put_points(3)
    republish(trees.name, by=None)
    follow(dataset_of(trees))
    evolve(trees, monkeypatch, SPECIES)
    work()
    assert OutgoingMail.objects.get().recipients == [MINA]


def test_a_withdrawal_in_the_admin_is_told(admin_client: Client, client: Client, forest: Register) -> None:
    dataset = described(forest.name)
    follow(dataset)
    page = admin_client.get(f"/admin/datasets/edit/{dataset.pk}/")
    assert page.status_code == 200
    assert "published" in page.context["form"].fields
    dataset.published = False
    change_dataset(dataset, by=None, changed=["published"])
    assert tell(dataset.pk) == 1
    assert told() == [
        "The dataset was withdrawn: its page, its files and its addresses for programs no longer answer."
    ]
    stop = next(link for link in links(mail.outbox[0].body) if link.endswith("/stop/"))
    assert client.get(stop).status_code == client.post(stop).status_code == 200
    assert not Subscription.objects.exists()
    change_dataset(dataset, by=None)
    assert Notice.objects.count() == 1


def test_the_admins_form_withdraws_through_the_verb(admin_client: Client, forest: Register) -> None:
    dataset = described(forest.name)
    follow(dataset)
    page = admin_client.get(f"/admin/datasets/edit/{dataset.pk}/")
    form = page.context["form"]
    data: dict[str, Any] = {}
    for bound in form:
        if bound.name == "published":
            continue
        widget = bound.field.widget
        value = bound.value()
        if hasattr(widget, "decompress") and not isinstance(value, list):
            for at, part in enumerate(widget.decompress(value)):
                data[f"{bound.html_name}_{at}"] = part if part is not None else ""
        elif value is not None:
            data[bound.html_name] = value
    for match in re.finditer(
        r'<(?:input|textarea)[^>]*name="([a-z_]+_(?:el|en))"[^>]*>', page.content.decode()
    ):
        data.setdefault(match[1], "x")
    response = admin_client.post(f"/admin/datasets/edit/{dataset.pk}/", data)
    assert response.status_code == 302, getattr(response, "context", None) and response.context["form"].errors
    dataset.refresh_from_db()
    assert not dataset.published
    assert {theme.code for theme in dataset.themes.all()} == {"ENVI", "REGI"}
    assert Notice.objects.get().kind == NoticeKind.WITHDRAWN
    assert Deed.objects.filter(verb="changed", subject_id=str(dataset.pk)).count() == 1


def test_stewards_see_who_follows_and_stop_it_for_them(admin_client: Client, forest: Register) -> None:
    subscription = follow(dataset_of(forest))
    assert MINA in admin_client.get("/admin/dataset_subscriptions/").content.decode()
    assert admin_client.get(f"/admin/dataset_subscriptions/inspect/{subscription.pk}/").status_code == 200
    assert admin_client.get("/admin/dataset_subscriptions/new/").status_code in (302, 403)
    assert admin_client.get(f"/admin/dataset_subscriptions/edit/{subscription.pk}/").status_code in (302, 403)
    delete = f"/admin/dataset_subscriptions/delete/{subscription.pk}/"
    assert admin_client.get(delete).status_code == 200
    admin_client.post(delete)
    assert not Subscription.objects.exists()
    deed = Deed.objects.get(verb="stopped a subscription")
    assert MINA not in f"{deed.subject}{deed.changes}"


def test_nobody_else_may_see_who_follows(client: Client) -> None:
    assert client.get("/admin/dataset_subscriptions/").status_code in (302, 403)


def test_what_was_sent_is_forgotten_when_its_time_is_over(forest: Register) -> None:
    dataset = dataset_of(forest)
    follow(dataset, "kept@example.org")
    now = timezone.now()
    for days in (6, 8):
        Subscription.objects.create(
            dataset=dataset, email=f"{days}@example.org", language="en", asked_at=now - timedelta(days=days)
        )
    for days in (364, 366):
        asked = Question.objects.create(dataset=dataset, text=f"{days}", email=MINA, language="en")
        Question.objects.filter(pk=asked.pk).update(asked_at=now - timedelta(days=days))
    for days, state in ((729, "waiting"), (731, "waiting"), (731, "refused"), (731, "approved")):
        sent = Reuse.objects.create(dataset=dataset, title=state, url="https://a.gr", email=MINA, state=state)
        Reuse.objects.filter(pk=sent.pk).update(sent_at=now - timedelta(days=days))
    for days in (729, 731):
        Notice.objects.create(dataset=dataset, kind="withdrawn", at=now - timedelta(days=days))
    assert do_chores()["community"] == (
        "1 questions, 2 uses, 1 addresses of uses, 1 subscriptions, 1 notices forgotten"
    )
    assert {one.email for one in Subscription.objects.all()} == {"kept@example.org", "6@example.org"}
    assert [one.text for one in Question.objects.all()] == ["364"]
    assert {(one.state, one.email) for one in Reuse.objects.all()} == {
        (ReuseState.WAITING, MINA),
        (ReuseState.APPROVED, ""),
    }
    assert do_chores()["community"] == "nothing forgotten"
