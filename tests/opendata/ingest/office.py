"""Who works in the office of these tests, and the newer file that they are often given."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.conftest import TOWN_HOST

# `sort` has the values of `kind`, but for one; `street` has none of them.
OTHER_COLUMNS = (
    "code,street,sort,seats,made\n"
    "B1,Ερμού,Παγκάκι,3,2020-05-01\nB2,Αθηνάς,Παγκάκι,4,2021-06-02\nB3,Σόλωνος,Πάγκος,1,2022-07-03\n"
)


def signed_in(user: Any) -> Client:
    client = Client(SERVER_NAME=TOWN_HOST, headers={"accept-language": "en"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
