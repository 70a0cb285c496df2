"""Translations with Babel instead of the gettext tools: compile, update, check. Runs inside the venv.

One file a wing: `<wing>/locale/<language>/LC_MESSAGES/django.po`. Django makes one catalogue of them all, so one text
(in one context) has one translation; where it means two things, the sources give it a context. Packages' texts are
in `ops.borrowed`.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from ops import borrowed, paths

# What marks a string, and which argument is what: (1, 2) singular and plural, ((1, "c"), 2) with context.
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
LANGUAGES = ("el",)
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sd]|\{\w*\}")


def catalogs(root: Path) -> Iterator[Path]:
    """The .po files below a project folder."""
    return iter(sorted(root.glob("*/locale/*/LC_MESSAGES/django.po")))


def read(path: Path) -> Catalog:
    """A .po file as a catalog; obsolete entries stay apart."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)


def _template_source(text: str) -> str:
    """A Django template as something the Python tokenizer reads: Django turns its tags into gettext calls."""
    return "\n".join(line.strip() for line in templatize(text).splitlines())


def _strings_of(path: Path) -> Iterator[tuple[object, str | None]]:
    text = path.read_text(encoding="utf-8")
    source = text if path.suffix == ".py" else _template_source(text)
    for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield message, context


def source_catalog(wing: Path) -> Catalog:
    """Every translatable string of a wing's Python files and templates."""
    if not settings.configured:
        settings.configure()  # templatize asks for nothing but a character set
    catalog = Catalog(charset="utf-8")
    for path in sorted(wing.rglob("*")):
        in_templates = "templates" in path.parts and path.suffix in {".html", ".txt", ".xml", ".svg", ".md"}
        if not path.is_file() or not (path.suffix == ".py" or in_templates):
            continue
        for message, context in _strings_of(path):
            place = (str(path.relative_to(wing.parent)), 0)
            catalog.add(message, locations=[place], context=context)  # type: ignore[arg-type]  # Babel takes both
    return catalog


def compile_all(root: Path) -> None:
    """Write a .mo beside every .po; fuzzy entries are left out."""
    for path in (*catalogs(root), *borrowed.catalogs(root)):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


def update(wing: Path, language: str) -> None:
    """Bring a wing's .po up to date with its sources: new strings come empty, gone ones go."""
    path = wing / "locale" / language / "LC_MESSAGES" / "django.po"
    catalog = read(path) if path.exists() else Catalog(locale=language, charset="utf-8")
    catalog.update(source_catalog(wing), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, include_lineno=False, omit_header=False)


def _shown(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return repr(text if len(text) <= 70 else text[:67] + "…")


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(part) for part in value or ()]  # type: ignore[attr-defined]  # the stubs know strings only


def problems_of(catalog: Catalog, source: Catalog) -> list[str]:
    """What keeps a catalog from being complete: one line each, empty when it is."""
    found = []
    known = {
        (message.id if isinstance(message.id, str) else message.id[0], message.context) for message in catalog
    }
    for message in source:
        key = (message.id if isinstance(message.id, str) else message.id[0], message.context)
        if message.id and key not in known:
            found.append(f"not in the file yet: {_shown(message)} (type: make messages)")
    for message in catalog:
        if not message.id:
            continue
        texts = _texts(message.string)
        if message.fuzzy:
            found.append(f"fuzzy: {_shown(message)}")
        elif not texts or not all(texts):
            found.append(f"not translated: {_shown(message)}")
        elif (lost := _lost_placeholders(message, texts)) and "python-brace-format" not in message.flags:
            found.append(
                f"placeholder {', '.join(sorted(lost))} is not in the translation of {_shown(message)}"
            )
    return found


def _lost_placeholders(message: Message, texts: list[str]) -> set[str]:
    """Placeholders of the source's plural that some translated form makes up or all forms lose."""
    asked = set(PLACEHOLDER.findall(" ".join(_texts(message.id))))
    given = [set(PLACEHOLDER.findall(text)) for text in texts]
    return (asked - set().union(*given)) | (set().union(*given) - asked)


def disagreements(files: Iterable[Path], root: Path) -> list[str]:
    """Texts that two files translate differently: the first on LOCALE_PATHS would win everywhere."""
    said: dict[tuple[str, str, str, str, bool], dict[tuple[str, ...], list[str]]] = {}
    for path in files:
        for message in read(path):
            if message.id and not message.fuzzy and all(_texts(message.string)):
                text, context = borrowed.key_of(message)
                of = (path.name, path.parts[-3], text, context or "", isinstance(message.id, str))
                heard = said.setdefault(of, {})
                heard.setdefault(tuple(_texts(message.string)), []).append(str(path.relative_to(root)))
    return [
        f"two translations of {text!r}{f' (context {context!r})' if context else ''}: "
        + ", ".join(f"{' | '.join(words)!r} in {' and '.join(where)}" for words, where in heard.items())
        for (_domain, _language, text, context, _single), heard in said.items()
        if len(heard) > 1
    ]


def problems_of_borrowed(root: Path) -> list[str]:
    """What is wrong with our translations of packages' texts, in each language that has them."""
    found = []
    for path in borrowed.catalogs(root):
        domain, language = path.stem, path.parts[-3]
        ours = read(path)
        found += [f"{path.relative_to(root)}: {problem}" for problem in problems_of(ours, Catalog())]
        asked, given = borrowed.asked_of_packages(domain), borrowed.given_by_packages(domain, language)
        if domain == "django":
            wings = (read(one) for one in catalogs(root) if one.parts[-3] == language)
            given |= {borrowed.key_of(message) for wing in wings for message in wing}
        found += borrowed.problems_of(domain, ours, asked, given)
    return found


def check(root: Path) -> list[str]:
    """Problems of every wing that has strings, each with its file."""
    found = []
    for wing in (root / name for name in paths.WINGS):
        source = source_catalog(wing) if wing.is_dir() else Catalog()
        for language in LANGUAGES:
            path = wing / "locale" / language / "LC_MESSAGES" / "django.po"
            if not path.exists():
                if len(source):
                    found.append(
                        f"{path.relative_to(root)}: missing, {len(source)} strings wait (type: make messages)"
                    )
                continue
            found += [f"{path.relative_to(root)}: {problem}" for problem in problems_of(read(path), source)]
    files = (*catalogs(root), *borrowed.catalogs(root))
    return found + disagreements(files, root) + problems_of_borrowed(root)


def main(arguments: list[str]) -> int:
    """`python -m ops.messages compile|update|check`."""
    action = arguments[0] if arguments else ""
    if action == "compile":
        compile_all(paths.ROOT)
        return 0
    if action == "update":
        for wing in (paths.ROOT / name for name in paths.WINGS):
            if wing.is_dir() and len(source_catalog(wing)):
                for language in LANGUAGES:
                    update(wing, language)
        action = "check"  # and say what is left to translate
    if action != "check":
        print("usage: python -m ops.messages compile|update|check")
        return 2
    found = check(paths.ROOT)
    print("\n".join(found) or "Every string has its translation.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
