"""Labels that are words, labels that a program gave, and labels of the other language."""

from __future__ import annotations

import pytest

from opendata.catalog.wording import is_bare_key, is_in_other_letters


@pytest.mark.parametrize(
    ("label", "key", "bare"),
    [
        ("STOP_ID", "stop_id", True),
        ("girth_cm", "girth_cm", True),
        ("FID", "fid_", True),
        ("FIPS", "fips", True),
        ("POP2000", "pop2000", True),
        ("addr:street", "addr_street", True),
        ("osmType", "osm_type", True),
        ("lat", "lat", True),
        ("qty", "qty", True),
        ("ΚΩΔ_ΣΤΑΣΗΣ", "ΚΩΔ_ΣΤΑΣΗΣ", True),
        ("E-mail", "email", False),
        ("day", "day", False),
        ("name", "name", False),
        ("Species", "species", False),
        ("Quartier", "Quartier", False),
        ("Average Price", "Average Price", False),
        ("YEAR BUILT", "YEAR BUILT", False),
        ("Είδος", "Είδος", False),
        ("Έκταση (τ.μ.)", "Έκταση (τ.μ.)", False),
        ("Έκταση (m2)", "Έκταση (m2)", False),
        ("girth_cm (cm)", "girth_cm (cm)", True),
        ("Αιτών/ούσα", "Αιτών/ούσα", False),
        ("ΟΝΟΜΑ ΟΔΟΥ", "ΟΝΟΜΑ ΟΔΟΥ", False),
        ("Number of the stop", "stop_id", False),
        ("ΑΦΜ", "afm", False),
        ("", "", False),
    ],
)
def test_a_label_is_a_bare_key(label: str, key: str, bare: bool) -> None:
    assert is_bare_key(label, key) is bare


@pytest.mark.parametrize(
    ("label", "key", "greek", "english"),
    [
        ("Quartier", "Quartier", True, False),
        ("Average Price", "average_price", True, False),
        ("Είδος", "Είδος", False, True),
        ("ΑΦΜ", "ΑΦΜ", False, True),
        ("Κωδικός STOP", "Κωδικός STOP", False, False),
        ("STOP_ID", "STOP_ID", False, False),
        ("E-mail", "email", False, False),
        ("Είδος δέντρου", "Είδος", False, False),
        ("2024", "2024", False, False),
        ("Ύψος (m)", "Ύψος (m)", False, True),
        ("Ταχύτητα [km/h]", "Ταχύτητα [km/h]", False, True),
        ("Height (μ.)", "Height (μ.)", True, False),
        ("Ύψος (Height)", "Ύψος (Height)", False, False),
        ("(m)", "(m)", False, False),
    ],
)
def test_a_label_is_in_the_letters_of_the_other_language(
    label: str, key: str, greek: bool, english: bool
) -> None:
    assert (is_in_other_letters(label, key, "el"), is_in_other_letters(label, key, "en")) == (greek, english)
