"""Greek of our own for what Django and Wagtail leave in English, or say badly. Runs inside the venv.

`cms/locale_packages/<language>/LC_MESSAGES/` stands last in LOCALE_PATHS: before the packages' own catalogues, behind
the wings'. It is written by hand, and `make messages` leaves it alone, because nothing of it stands in our sources.
What is checked: no text of the rooms that we use stays in English, none is kept that the packages no longer have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

FOLDER = "cms/locale_packages"
PACKAGES = ("django", "taggit", "wagtail", "wagtail_modeladmin")
# Rooms of them that are not in INSTALLED_APPS: nobody reads them.
NOT_USED = (
    "django/contrib/admin",
    "django/contrib/admindocs",
    "django/contrib/flatpages",
    "django/contrib/redirects",
    "django/contrib/sites",
    "django/contrib/syndication",
    "wagtail/api",
    "wagtail/contrib/frontend_cache",
    "wagtail/contrib/search_promotions",
    "wagtail/contrib/sitemaps",
    "wagtail/contrib/styleguide",
    "wagtail/contrib/table_block",
    "wagtail/locales",
)
Key = tuple[str, str | None]


def catalogs(root: Path) -> Iterator[Path]:
    """The .po files of borrowed texts."""
    return iter(sorted((root / FOLDER).glob("*/LC_MESSAGES/*.po")))


def key_of(message: Message) -> Key:
    """What Django looks a text up by."""
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def is_whole(message: Message) -> bool:
    """Whether it is translated, each form of it."""
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(texts) and all(texts) and not message.fuzzy


def _read(path: Path, language: str) -> Iterable[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def _folders() -> Iterator[Path]:
    """The folders of translations of the rooms that we use."""
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(package)
        home = Path(spec.origin).parent
        for folder in sorted(home.glob("**/locale")):
            if folder.parent.relative_to(home.parent).as_posix() not in NOT_USED:
                yield folder


def asked_of_packages(domain: str) -> set[Key]:
    """All texts of the rooms that we use."""
    files = (folder / "en/LC_MESSAGES" / f"{domain}.po" for folder in _folders())
    return {key_of(message) for path in files if path.exists() for message in _read(path, "en")}


def given_by_packages(domain: str, language: str) -> set[Key]:
    """Those that they have in a language."""
    files = (folder / language / "LC_MESSAGES" / f"{domain}.po" for folder in _folders())
    return {
        key_of(message)
        for path in files
        if path.exists()
        for message in _read(path, language)
        if is_whole(message)
    }


def problems_of(domain: str, ours: Catalog, asked: set[Key], given: set[Key]) -> list[str]:
    """What would stand there in English, and what we keep for nothing."""
    kept = {key_of(message) for message in ours if message.id and is_whole(message)}
    holes, stale = sorted(asked - given - kept, key=str), sorted(kept - asked, key=str)
    return [f"a package's text has no translation ({domain}): {text!r}" for text, _context in holes] + [
        f"no package has this text any more ({domain}): {text!r}" for text, _context in stale
    ]
