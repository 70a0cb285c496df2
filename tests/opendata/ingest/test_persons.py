"""Columns with names of persons are told from those with names of things, on labels and values as town halls have them."""

from __future__ import annotations

import pytest

from opendata.ingest.reader.persons import holds_names

PEOPLE = [
    "Παπαδόπουλος Γεώργιος",
    "ΜΑΡΙΑ ΚΩΝΣΤΑΝΤΙΝΟΥ",
    "Ιωάννης Βλάχος του Πέτρου",
    "Ελένη Νικολάου",
    "Ζόραν Ίλιτς",
]
SCHOOLS = ["1ο Δημοτικό Σχολείο", "Λύκειο «Γεώργιος Σεφέρης»", "Νηπιαγωγείο Αγίας Μαρίνας", "Κέντρο Ειρήνη"]
STOPS = [
    "Πλατεία Ελευθερίας",
    "Άγιος Γεώργιος",
    "ΑΓΙΑ ΜΑΡΙΝΑ",
    "Κωνσταντίνου Παλαιολόγου",
    "Αγ. Νικόλαος",
    "Τέρμα",
]
HOTELS = ["Hotel Maria", "Electra Palace", "King George", "Eleni Studios", "Acropolis Select", "Athens Gate"]
BODIES = ["Δήμος Ακτής", "Δ/νση Πρασίνου", "Τμήμα Καθαριότητας", "ΔΕΗ Α.Ε."]


@pytest.mark.parametrize(
    "label",
    [
        "Ονοματεπώνυμο", "ΟΝΟΜΑΤΕΠΩΝΥΜΟ ΑΙΤΟΥΝΤΟΣ", "Ον/μο", "Επώνυμο", "επίθετο", "Πατρώνυμο", "Όνομα πατρός", "Όνομα και επώνυμο",
        "Υπεύθυνος", "Υπεύθυνη", "Όνομα υπευθύνου", "ΟΝΟΜΑ_ΥΠΕΥΘΥΝΟΥ", "Δικαιούχος", "Στοιχεία δικαιούχου", "Ονόματα δικαιούχων",
        "Αιτών", "Αιτούσα", "Αιτών/ούσα", "Ιδιοκτήτης", "Όνομα ιδιοκτήτη", "Διεύθυνση ιδιοκτήτη", "Υπάλληλος", "Νόμιμος εκπρόσωπος",
        "Κάτοχος άδειας", "Αρ. ταυτότητας ιδιοκτήτη", "Διευθυντής", "first_name", "lastName", "SURNAME", "Full name", "Owner",
        "owner_name", "Applicant", "Applicant's name", "Contact person", "Patronymic", "onomateponymo", "idioktitis",
    ],
)  # fmt: skip
def test_a_label_that_only_a_person_has(label: str) -> None:
    assert holds_names(label, ["Φλεβαράκος"])
    assert holds_names(label, [])


@pytest.mark.parametrize(
    "label",
    [
        "Όνομα οδού", "Όνομα σχολείου", "Ονομασία", "Επωνυμία", "Όνομα στάσης", "Διακριτικός τίτλος", "Stop name", "street_name",
        "Username", "Είδος ιδιοκτήτη", "Πλήθος υπαλλήλων", "Αιτήματα δημοτών", "Ηλικία δικαιούχου", "Ιδιοκτησία", "Κατοχή",
        "Υπεύθυνη υπηρεσία", "Υπεύθυνη διεύθυνση", "Υπεύθυνος φορέας", "Αίτηση", "Επώνυμα προϊόντα", "Owner type", "ownership",
        "Employee count", "homeowners", "Παρατηρήσεις", "",
    ],
)  # fmt: skip
def test_a_label_that_is_not_a_persons(label: str) -> None:
    assert not holds_names(label, PEOPLE)


@pytest.mark.parametrize("label", ["Όνομα", "ΟΝΟΜΑ", "name", "Names", "Στοιχεία", "Contact"])
def test_a_bare_name_is_judged_by_its_values(label: str) -> None:
    assert holds_names(label, PEOPLE)
    assert holds_names(label, ["Γιώργος", "Μαρία", "Κώστας", "Ελένη"])
    assert holds_names(label, ["Γ. Παπαδόπουλος", "Αναγνωστάκης Μ.", "Π.Κ. Ιωαννίδης"])
    assert holds_names(label, ["John Smith", "Maria Lopez", "Georgios Vlachos", "Anh Nguyen", "EMMA BROWN"])
    for things in (SCHOOLS, STOPS, HOTELS, BODIES, ["Μαρία", "Ελένη"], ["A1", "B2", "C3"], []):
        assert not holds_names(label, things), things


def test_a_role_that_bodies_have_is_not_a_persons() -> None:
    assert not holds_names("Υπεύθυνος", BODIES)
    assert not holds_names("owner", ["Public", "Private", "Unknown"])
    assert holds_names("Ιδιοκτήτης", [*PEOPLE, "Δήμος Ακτής"])
