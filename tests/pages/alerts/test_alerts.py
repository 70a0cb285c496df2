"""An alert is on every page from its start to its end, although pages are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.audit.models import Deed
from cms.municipalities.page_cache import KEEP_SECONDS, seconds_to_turn
from pages.alerts.actions import remove_alert, save_alert
from pages.alerts.choices import Stage
from pages.alerts.models import Alert
from pages.alerts.viewsets import told
from tests.factories.pages import content

pytestmark = pytest.mark.django_db
Commit = Callable[..., Any]


def alert(starts: int = -60, ends: int | None = 600, **fields: Any) -> Alert:
    now = timezone.now()
    until = None if ends is None else now + timedelta(seconds=ends)
    titles = fields.pop("titles", {"el": "Διακοπή νερού", "en": "Water cut"})
    made = Alert(titles=titles, starts=now + timedelta(seconds=starts), ends=until, **fields)
    return save_alert(made, by=None)


def texts(client: Client) -> list[str]:
    return [client.get(path).content.decode() for path in ("/en/", "/en/data/", "/en/maps/", "/en/contact/")]


def test_it_is_on_every_page_at_once_and_gone_when_taken_down(
    client: Client, django_capture_on_commit_callbacks: Commit
) -> None:
    texts(client)
    with django_capture_on_commit_callbacks(execute=True):
        made = alert()
    assert all("Water cut" in text for text in texts(client))
    assert "Διακοπή νερού" in client.get("/el/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        remove_alert(made, by=None)
    assert not any("Water cut" in text for text in texts(client))
    assert [deed.verb for deed in Deed.objects.filter(subject_type="pages_alerts.alert").order_by("pk")] == [
        "created", "deleted"
    ]  # fmt: skip


def test_without_alerts_a_page_is_kept_as_long_as_ever() -> None:
    assert seconds_to_turn() == KEEP_SECONDS


def test_a_kept_page_lives_until_the_next_alert_begins_or_ends() -> None:
    alert(starts=-60, ends=90)
    alert(starts=45, ends=None)
    assert 30 <= seconds_to_turn() <= 45


def test_a_page_kept_before_the_start_shows_the_alert_after_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert(starts=30, ends=90)
    now = timezone.now()
    seen = {}
    for later in (0, 31, 91):
        moment = now + timedelta(seconds=later)
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        monkeypatch.setattr("time.time", moment.timestamp)
        seen[later] = "Water cut" in client.get("/en/").content.decode()
    assert seen == {0: False, 31: True, 91: False}


def test_caches_between_us_and_the_visitor_keep_no_longer(client: Client) -> None:
    alert(starts=10, ends=None)
    assert int(client.get("/en/")["Cache-Control"].rpartition("s-maxage=")[2]) <= 10


def test_the_most_urgent_stands_on_top_with_its_way_on(client: Client) -> None:
    alert(kind="good", titles={"en": "Late opening"})
    alert(kind="danger", titles={"en": "Flood"}, page=content("Where to go", slug="flood"))
    shown = list(client.get("/en/?fresh").context["site_alerts"])
    assert [one["title"] for one in shown] == ["Flood", "Late opening"]
    assert shown[0]["url"] == "/en/flood/"


def test_words_are_escaped(client: Client) -> None:
    alert(titles={"en": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in client.get("/en/?fresh").content.decode()


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"ends": -100}, "ends"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"address": "//other"}, "address"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_its_field(fields: dict[str, Any], at_fault: str) -> None:
    with pytest.raises(ValidationError) as problem:
        alert(**fields)
    assert at_fault in problem.value.message_dict


def test_pages_cost_no_question_for_alerts_that_are_known(
    client: Client, count_queries: Callable[[], Any]
) -> None:
    alert()
    client.get("/en/?fresh")
    with count_queries() as queries:
        client.get("/en/?fresh")
    assert not any("pages_alerts" in query["sql"] for query in queries.captured_queries)


def test_an_alert_is_made_in_the_admin(admin_client: Client, client: Client) -> None:
    answer = admin_client.get("/admin/snippets/pages_alerts/alert/add/")
    assert answer.status_code == 200
    sent = {
        "kind": "danger",
        "titles_el": "Πυρκαγιά",
        "titles_en": "Fire",
        "texts_el": "",
        "texts_en": "",
        "page": "",
        "address": "/contact/",
        "starts": "2026-01-01 08:00",
        "ends": "",
    }
    assert admin_client.post("/admin/snippets/pages_alerts/alert/add/", sent).status_code == 302
    assert "Fire" in client.get("/en/?fresh").content.decode()


def test_the_list_tells_which_are_shown_and_when_they_end(admin_client: Client) -> None:
    for title, starts, ends in (("Over", -7200, -3600), ("Shown", -3600, 3600), ("Waits", 3600, None)):
        alert(starts, ends, titles={"en": title, "el": title})
    page = admin_client.get("/admin/snippets/pages_alerts/alert/")
    stages = {row.titles["en"]: row.stage for row in page.context["object_list"]}
    assert stages == {"Over": Stage.OVER, "Shown": Stage.SHOWN, "Waits": Stage.WAITS}
    shown = next(row for row in page.context["object_list"] if row.titles["en"] == "Shown")
    assert told(shown.ends) in page.content.decode()
