"""Labels that are words, and labels that a program gave."""

from __future__ import annotations

import pytest

from opendata.catalog.wording import is_bare_key


@pytest.mark.parametrize(
    ("label", "key", "greek", "english"),
    [
        ("STOP_ID", "stop_id", True, True),
        ("girth_cm", "girth_cm", True, True),
        ("FID", "fid_", True, True),
        ("addr:street", "addr_street", True, True),
        ("osmType", "osm_type", True, True),
        ("lat", "lat", True, True),
        ("E-mail", "email", False, False),
        ("qty", "qty", True, True),
        ("day", "day", True, False),
        ("ΚΩΔ_ΣΤΑΣΗΣ", "ΚΩΔ_ΣΤΑΣΗΣ", True, True),
        ("name", "name", True, False),
        ("Species", "species", True, False),
        ("Είδος", "Είδος", False, False),
        ("ΟΝΟΜΑ ΟΔΟΥ", "ΟΝΟΜΑ ΟΔΟΥ", False, False),
        ("Number of the stop", "stop_id", False, False),
        ("ΑΦΜ", "afm", False, False),
        ("", "", False, False),
    ],
)
def test_a_label_is_a_bare_key(label: str, key: str, greek: bool, english: bool) -> None:
    assert (is_bare_key(label, key, "el"), is_bare_key(label, key, "en")) == (greek, english)
