"""The register in the admin: every form goes through the verbs."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.audit.models import Deed
from maps.trees import actions
from maps.trees.models import PlantingSite, Species, Tree, TreeImport
from tests.factories.places import make_places
from tests.factories.trees import make_site, make_species, make_tree

pytestmark = pytest.mark.django_db
ADMIN = "/admin/maps_trees"
SAMPLES = Path(__file__).parents[3] / "fixtures" / "samples" / "trees"
NO_NOTES = {"protection_notes_el": "", "protection_notes_en": ""}
TREE = {
    "species": "", "species_as_given": "", "girth_cm": "120", "girth_precision": "measured", "height_m": "",
    "height_precision": "measured", "planted_on": "2020-03-01", "condition": "good", **NO_NOTES,
}  # fmt: skip


@pytest.mark.parametrize("room", ["tree", "plantingsite", "species", "treeimport"])
def test_each_list_and_empty_form_opens(admin_client: Client, room: str) -> None:
    make_tree(species=make_species())
    assert admin_client.get(f"{ADMIN}/{room}/").status_code == 200
    assert admin_client.get(f"{ADMIN}/{room}/create/").status_code == 200


@pytest.mark.parametrize("room", ["tree", "plantingsite", "species"])
def test_each_row_is_inspected_and_edited(admin_client: Client, room: str) -> None:
    tree = make_tree(species=make_species())
    number = {"tree": tree.pk, "plantingsite": tree.site_id, "species": tree.species_id}[room]
    assert admin_client.get(f"{ADMIN}/{room}/inspect/{number}/").status_code == 200
    assert admin_client.get(f"{ADMIN}/{room}/edit/{number}/").status_code == 200


def test_the_search_of_a_list_folds(admin_client: Client) -> None:
    make_tree(make_site(address="Ηρώων 12"), species=make_species(name_el="Ελιά"))
    make_tree(make_site(address="Νέα 3"))
    page = admin_client.get(f"{ADMIN}/tree/?q=ΗΡΩΩΝ+ελια").content.decode()
    assert "Ηρώων 12" in page
    assert "Νέα 3" not in page


def test_filters_narrow_the_lists(admin_client: Client) -> None:
    make_places()
    make_tree(make_site(25.05, address="Δυτικά"))
    make_site(25.15, address="Ανατολικά")
    trees = admin_client.get(f"{ADMIN}/tree/?in=east&stands=yes").content.decode()
    sites = admin_client.get(f"{ADMIN}/plantingsite/?vacant=yes").content.decode()
    assert "Δυτικά" not in trees
    assert "Ανατολικά" in sites
    assert "Δυτικά" not in sites


def test_a_tree_is_planted_at_a_new_place(admin_client: Client, administrator: Any) -> None:
    make_places()
    place = {"position_latitude": "40.65", "position_longitude": "25.15", "address": "Νέα 3", "site": ""}
    answer = admin_client.post(f"{ADMIN}/tree/create/", {**TREE, **place})
    assert answer.status_code == 302, answer.context["form"].errors
    tree = Tree.objects.get()
    assert (tree.site.address, str(tree.girth_cm)) == ("Νέα 3", "120.0")
    assert tree.site.district is not None
    assert Deed.objects.get(verb="tree.planted").by == administrator


def test_a_tree_is_planted_in_a_vacant_site(admin_client: Client) -> None:
    site = make_site()
    assert admin_client.get(f"{ADMIN}/tree/create/?site={site.pk}").status_code == 200
    admin_client.post(f"{ADMIN}/tree/create/", {**TREE, "site": site.pk})
    assert Tree.objects.get().site == site


def test_a_refusal_stands_on_the_form(admin_client: Client) -> None:
    tree = make_tree()
    page = admin_client.post(f"{ADMIN}/tree/create/", {**TREE, "site": tree.site_id})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert Tree.objects.count() == 1


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("", ""), ("40", ""), ("0", "0"), ("95", "25"), ("x", "25")]
)
def test_a_site_without_a_possible_position_is_refused(
    admin_client: Client, latitude: str, longitude: str
) -> None:
    page = admin_client.post(
        f"{ADMIN}/plantingsite/create/",
        {"position_latitude": latitude, "position_longitude": longitude, "surface": "pit"},
    )
    assert page.status_code == 200
    assert "position" in page.context["form"].errors
    assert not PlantingSite.objects.exists()


def test_a_site_is_moved_by_typing_two_numbers(admin_client: Client) -> None:
    site = make_site()
    moved = {
        "position_latitude": "40.66",
        "position_longitude": "25.15",
        "surface": "lawn",
        "address": "Άλσος",
    }
    admin_client.post(f"{ADMIN}/plantingsite/edit/{site.pk}/", moved)
    site.refresh_from_db()
    assert (site.position.coords, site.surface, site.address) == ((25.15, 40.66), "lawn", "Άλσος")
    assert set(Deed.objects.values_list("verb", flat=True)) >= {"site.changed", "site.moved"}


def test_a_tree_is_felled_with_day_and_reason(admin_client: Client) -> None:
    tree = make_tree()
    admin_client.post(f"{ADMIN}/tree/fell/{tree.pk}/", {"on": "2024-05-01", "reason": "storm"})
    tree.refresh_from_db()
    assert (tree.removed_on, tree.removal_reason) == (date(2024, 5, 1), "storm")
    page = admin_client.get(f"{ADMIN}/plantingsite/inspect/{tree.site_id}/").content.decode()
    assert f"tree/create/?site={tree.site_id}" in page


def test_a_felling_before_the_planting_is_an_error_of_the_day(admin_client: Client) -> None:
    tree = make_tree(planted_on=date(2020, 1, 1))
    page = admin_client.post(f"{ADMIN}/tree/fell/{tree.pk}/", {"on": "2019-05-01", "reason": "storm"})
    assert "on" in page.context["form"].errors
    assert Tree.objects.get().stands


def test_trees_are_never_deleted(admin_client: Client) -> None:
    tree = make_tree()
    admin_client.post(f"{ADMIN}/tree/delete/{tree.pk}/")
    admin_client.post(f"{ADMIN}/plantingsite/delete/{tree.site_id}/")
    assert Tree.objects.filter(pk=tree.pk).exists()


def test_an_unused_site_and_species_are_removed_with_a_deed(admin_client: Client) -> None:
    site, species = make_site(), make_species()
    admin_client.post(f"{ADMIN}/plantingsite/delete/{site.pk}/")
    admin_client.post(f"{ADMIN}/species/delete/{species.pk}/")
    assert not PlantingSite.objects.exists()
    assert not Species.objects.exists()
    assert Deed.objects.filter(verb__in=["site.removed", "species.removed"]).count() == 2


@pytest.mark.parametrize("room", ["tree", "plantingsite", "species"])
def test_lists_are_exported(admin_client: Client, room: str) -> None:
    make_tree(make_site(address="Ηρώων 12"), species=make_species(name_el="Ελιά"))
    text = b"".join(admin_client.get(f"{ADMIN}/{room}/?export=csv").streaming_content).decode()
    assert len(text.splitlines()) == 2
    workbook = b"".join(admin_client.get(f"{ADMIN}/{room}/?export=xlsx").streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    assert book.active.max_row == 2


def test_a_file_is_imported_and_its_report_downloaded(admin_client: Client) -> None:
    sent = {"source": "Έλεγχος", "units": "auto", "crs": "", "file": (SAMPLES / "register_el.csv").open("rb")}
    page = admin_client.post(f"{ADMIN}/treeimport/create/", sent, follow=True)
    assert page.status_code == 200
    kept = TreeImport.objects.get()
    assert (kept.state, kept.counts["new"], kept.counts["problems"]) == ("done", 3, 8)
    report = admin_client.get(f"{ADMIN}/treeimport/report/{kept.pk}/")
    assert len(b"".join(report.streaming_content).decode("utf-8-sig").splitlines()) == 9
    assert not kept.file


def test_a_file_that_is_no_table_is_told_in_a_sentence(admin_client: Client) -> None:
    sent = {"source": "x", "units": "auto", "file": SimpleUploadedFile("a.csv", b"nothing\n")}
    page = admin_client.post(f"{ADMIN}/treeimport/create/", sent, follow=True)
    kept = TreeImport.objects.get()
    assert kept.state == "refused"
    assert kept.refusal in page.content.decode()
    assert admin_client.get(f"{ADMIN}/treeimport/report/{kept.pk}/").status_code == 404


def test_a_finished_import_run_again_stays_as_it_is() -> None:
    kept = actions.begin_import(
        SimpleUploadedFile("a.csv", (SAMPLES / "american.csv").read_bytes()), source="x", by=None
    )
    first = actions.run_import(kept.pk)
    assert actions.run_import(kept.pk).finished_at == first.finished_at


def test_staff_without_rights_see_nothing_of_it(town: Any) -> None:
    tree = make_tree()
    clerk = get_user_model().objects.create_user("clerk@town.test", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client(SERVER_NAME="town.test")
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("tree/", f"tree/edit/{tree.pk}/", f"tree/fell/{tree.pk}/", "treeimport/create/"):
        assert client.get(f"{ADMIN}/{address}").status_code in (302, 403)
    client.post(f"{ADMIN}/tree/fell/{tree.pk}/", {"on": "2024-05-01", "reason": "storm"})
    assert Tree.objects.get().stands


def test_the_forms_carry_no_inline_script_of_ours(admin_client: Client) -> None:
    page = admin_client.get(f"{ADMIN}/plantingsite/create/").content.decode()
    assert "trees/position.js" in page
    assert 'type="number"' in page


@pytest.mark.parametrize(
    "address",
    [
        "tree/edit/abc/",
        "tree/inspect/abc/",
        "species/edit/abc/",
        "tree/?protected__exact=zzz",
        "tree/?species=abc",
        "plantingsite/inspect/99999999999999999999/",
    ],
)
def test_an_edited_address_leads_nowhere_rather_than_to_an_error(admin_client: Client, address: str) -> None:
    assert admin_client.get(f"/admin/maps_trees/{address}").status_code in (302, 404)


def test_a_site_is_corrected_in_both_languages(admin_client: Client) -> None:
    site = make_site(address="Άλσος")
    form = {
        "position_latitude": "40.65", "position_longitude": "25.05", "address": "Άλσος",
        "english_address": "The Grove", "street": "", "house_number": "", "side": "", "surface": "lawn",
        "note": "",
    }  # fmt: skip
    admin_client.post(f"{ADMIN}/plantingsite/edit/{site.pk}/", form)
    site.refresh_from_db()
    assert site.english_address == "The Grove"


def test_what_is_known_of_a_tree_is_said_in_words(admin_client: Client) -> None:
    tree = make_tree(species=make_species(), protected=True)
    page = admin_client.get(f"{ADMIN}/tree/inspect/{tree.pk}/", headers={"accept-language": "en"})
    said = {field["label"]: field["value"] for field in page.context["fields"]}
    assert said["Protected"] == "yes"
    assert "Why it is protected" in said
