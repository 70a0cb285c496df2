"""Translations: extracted, compiled and checked without the gettext tools."""

import gettext
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.timesince import timesince
from django.utils.translation import gettext as django_gettext
from django.utils.translation import pgettext
from django.utils.translation.trans_real import DjangoTranslation

from ops import borrowed, messages

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@pytest.fixture
def wing(tmp_path: Path) -> Path:
    """A wing with one Python file and one template."""
    room = tmp_path / "maps" / "trees"
    (room / "templates").mkdir(parents=True)
    (room / "models.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        'name = _("Tree")\n'
        'count = ngettext("%(n)d tree", "%(n)d trees", 2)\n'
        'month = pgettext("a month", "May")\n'
        'split = _("one text in " "two pieces")\n'
    )
    (room / "templates" / "tree.html").write_text(
        '{% load i18n %}\n<p title="{% translate "Height" %}">\n'
        "  {% if x %}\n    {% blocktranslate trimmed with a=b %}\n      It's a tree of\n"
        "      {{ a }} metres\n"
        "    {% endblocktranslate %}\n  {% endif %}\n"
        "{% blocktranslate count n=n %}{{ n }} leaf"
        "{% plural %}{{ n }} leaves{% endblocktranslate %}</p>\n"
    )
    return tmp_path / "maps"


def problems(po: str, wing: Path | None = None) -> list[str]:
    source = messages.source_catalog(wing) if wing else messages.Catalog()
    return messages.problems_of(read_po(BytesIO((HEADER + po).encode()), locale="el"), source)


def test_strings_of_python_and_of_templates_are_found(wing: Path):
    found = {(message.id, message.context) for message in messages.source_catalog(wing) if message.id}
    assert found == {
        ("Tree", None),
        (("%(n)d tree", "%(n)d trees"), None),
        ("May", "a month"),
        ("one text in two pieces", None),
        ("Height", None),
        ("It's a tree of %(a)s metres", None),
        (("%(n)s leaf", "%(n)s leaves"), None),
    }


def test_a_complete_file_has_no_problem():
    assert problems('msgid "Tree"\nmsgstr "Δέντρο"\n') == []


def test_an_empty_translation_is_named():
    assert problems('msgid "Tree"\nmsgstr ""\n') == ["not translated: 'Tree'"]


def test_a_plural_with_one_form_missing_is_not_translated():
    po = 'msgid "a tree"\nmsgid_plural "trees"\nmsgstr[0] "δέντρο"\nmsgstr[1] ""\n'
    assert problems(po) == ["not translated: 'a tree'"]


def test_a_fuzzy_translation_is_named():
    assert problems('#, fuzzy\nmsgid "Tree"\nmsgstr "Δέντρο"\n') == ["fuzzy: 'Tree'"]


def test_a_lost_placeholder_is_named():
    found = problems('msgid "%(n)s trees"\nmsgstr "δέντρα"\n')
    assert found == ["placeholder %(n)s is not in the translation of '%(n)s trees'"]


def test_a_singular_may_leave_the_number_out():
    po = 'msgid "%(n)s tree"\nmsgid_plural "%(n)s trees"\nmsgstr[0] "ένα δέντρο"\nmsgstr[1] "%(n)s δέντρα"\n'
    assert problems(po) == []


def test_a_string_that_the_file_lacks_is_named(wing: Path):
    assert "not in the file yet: 'Height' (type: make messages)" in problems("", wing)


def test_updating_adds_new_strings_empty_drops_gone_ones_and_keeps_translations(wing: Path):
    path = wing / "locale/el/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + 'msgid "Tree"\nmsgstr "Δέντρο"\n\nmsgid "Gone"\nmsgstr "Πάει"\n')
    messages.update(wing, "el")
    catalog = messages.read(path)
    assert catalog.get("Tree").string == "Δέντρο"
    assert catalog.get("Height").string == ""
    assert catalog.get("Gone") is None
    first = path.read_bytes()
    messages.update(wing, "el")
    assert path.read_bytes() == first


def test_a_compiled_file_translates_and_leaves_fuzzy_strings_out(tmp_path: Path):
    path = tmp_path / "maps/locale/el/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        HEADER + 'msgid "Tree"\nmsgstr "Δέντρο"\n\n#, fuzzy\nmsgid "Leaf"\nmsgstr "Κλαδί"\n\n'
        'msgid "a tree"\nmsgid_plural "trees"\nmsgstr[0] "ένα δέντρο"\nmsgstr[1] "δέντρα"\n'
    )
    messages.compile_all(tmp_path)
    with path.with_suffix(".mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    assert (catalog.gettext("Tree"), catalog.gettext("Leaf")) == ("Δέντρο", "Leaf")
    assert catalog.ngettext("a tree", "trees", 3) == "δέντρα"


def disagreements(root: Path, **wings: str) -> list[str]:
    files = []
    for wing, po in wings.items():
        path = root / wing / "locale/el/LC_MESSAGES/django.po"
        path.parent.mkdir(parents=True)
        path.write_text(HEADER + po)
        files.append(path)
    return messages.disagreements(files, root)


def test_one_text_with_two_translations_is_named_with_both_files(tmp_path: Path):
    found = disagreements(
        tmp_path,
        cms='msgid "closed"\nmsgstr "έκλεισε"\n\nmsgid "open"\nmsgstr "ανοιχτό"\n',
        maps='msgid "closed"\nmsgstr "κλειστά"\n\nmsgid "open"\nmsgstr "ανοιχτό"\n',
    )
    cms, maps = (f"{wing}/locale/el/LC_MESSAGES/django.po" for wing in ("cms", "maps"))
    assert found == [f"two translations of 'closed': 'έκλεισε' in {cms}, 'κλειστά' in {maps}"]


def test_a_context_or_a_plural_keeps_two_translations_apart(tmp_path: Path):
    found = disagreements(
        tmp_path,
        cms='msgid "closed"\nmsgstr "έκλεισε"\n\nmsgid "tree"\nmsgstr "δέντρο"\n',
        maps='msgctxt "office"\nmsgid "closed"\nmsgstr "κλειστά"\n\n'
        'msgid "tree"\nmsgid_plural "trees"\nmsgstr[0] "%s δέντρο"\nmsgstr[1] "%s δέντρα"\n',
    )
    assert found == []


def test_a_text_waiting_for_its_translation_disagrees_with_nobody(tmp_path: Path):
    assert (
        disagreements(tmp_path, cms='msgid "closed"\nmsgstr ""\n', maps='msgid "closed"\nmsgstr "κλειστά"\n')
        == []
    )


def test_what_a_package_would_say_in_english_and_what_none_says_any_more_is_named():
    ours = read_po(BytesIO((HEADER + 'msgid "Aging pages"\nmsgstr "Παλιές σελίδες"\n').encode()), locale="el")
    asked: set[borrowed.Key] = {("Locked pages", None), ("Save", None)}
    assert borrowed.problems_of("django", ours, asked, {("Save", None)}) == [
        "a package's text has no translation (django): 'Locked pages'",
        "no package has this text any more (django): 'Aging pages'",
    ]


def test_greek_pages_say_what_is_meant_and_wagtail_speaks_greek():
    with translation.override("el"):
        assert (pgettext("office", "closed"), django_gettext("closed")) == ("κλειστά", "έκλεισε")
        assert (pgettext("how long it takes", "Time"), django_gettext("Time")) == ("Χρόνος", "Ώρα")
        assert django_gettext("Locked pages") == "Κλειδωμένες σελίδες"
        assert django_gettext("Publish") == "Δημοσίευση"
        assert (
            timesince(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 8, tzinfo=UTC)) == "1\xa0εβδομάδα"
        )
        scripts = DjangoTranslation("el", domain="djangojs", localedirs=[])
        assert scripts.gettext("Main menu") == "Κύριο μενού"
