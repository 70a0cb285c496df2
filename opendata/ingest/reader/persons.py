"""Whether a column holds names of persons: told by its label, and by its values where the label says too little."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from opendata.ingest.reader.person_words import GIVEN_NAMES, NOT_WHO, ROLES, ROLES_OF_MANY, THINGS

# A label of these words alone, or with one of a person; with any other word it is the name of a thing (Όνομα οδού).
NAME = frozenset({"ονομα", "ονοματα", "onoma", "name", "names"})
BARE = NAME | {"στοιχεια", "επαφη", "contact", "person", "people"}
_SURNAME = r"επωνυμο|επιθετο|επων|eponymo|epwnymo|eponimo|epitheto|surnames?|(last|family|maiden) ?name"
# Nobody calls a thing so.
_SURELY = re.compile(
    rf"\b({_SURNAME}|ονοματεπων\w*|onomatep\w+|(ον|ονομ|ονοματεπ) (μο|νυμο|επ)|πατρωνυμο|μητρωνυμο"
    r"|patronym\w*|matronymic|patronimo|mitronymo"
    r"|(ονομα|ονομ|onoma) (πατερα|πατροσ|μητερασ|μητροσ|συζυγου|patros|patera|mitros|miteras)"
    r"|(first|fore|given|full|middle) ?names?|(father|mother)s? name"
    r"|contact (person|name)|person in charge|responsible person)\b"
)
_OF_SURNAMES = re.compile(rf"\b({_SURNAME})\b")
# Somebody's papers are somebody's, whatever else the label says.
_PAPERS = frozenset({"ταυτοτητα", "ταυτοτητασ", "αδτ", "διαβατηριο", "διαβατηριου", "passport", "identity"})
_DIRECTORATE = frozenset({"διευθυνση", "νση"})
_INITIAL = re.compile(r"^[^\W\d_]{1,2}$")
_SURNAME_ENDING = re.compile(
    r"(οπουλοσ|οπουλου|ιδησ|ιδου|αδησ|αδου|ακησ|ογλου|opoulos|opoulou|idis|idou|adis|akis|oglou)$"
)
_CAMEL = re.compile(r"(?<=[a-zα-ω])(?=[A-ZΑ-Ω][a-zα-ω])")
_APART = re.compile(r"[\W\d_]+")
FEWEST_VALUES = 3
# Of a hundred different values, so many are to look like people; and so many bodies make a column of bodies.
MOST_PERCENT, BODIES_PERCENT = 60, 50
MOST_WORDS = 5


def folded_words(text: str) -> list[str]:
    """`"Όνομα_υπευθύνου"` becomes `["ονομα", "υπευθυνου"]`."""
    apart = unicodedata.normalize("NFD", _CAMEL.sub(" ", text)).lower()
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return [word for word in _APART.split(bare.replace("ς", "σ")) if word]


def holds_names(label: str, values: Iterable[object]) -> bool:
    """`values` are different ones, as many as are known."""
    words = folded_words(label)
    if _SURELY.search(" ".join(words)):
        return True
    if _says_who(words):
        return not _are_bodies(values)
    return bool(words) and BARE.issuperset(words) and _look_like_people(values)


def beside_surnames(labels: Sequence[str]) -> list[int]:
    """Places of bare columns (Όνομα) of a table that has another for surnames."""
    words = [folded_words(label) for label in labels]
    if not any(_OF_SURNAMES.search(" ".join(one)) for one in words):
        return []
    return [place for place, one in enumerate(words) if one and NAME.issuperset(one)]


def _says_who(words: Sequence[str]) -> bool:
    roles = [place for place, word in enumerate(words) if word in ROLES]
    if not roles and not BARE.isdisjoint(words):
        roles = [place for place, word in enumerate(words) if word in ROLES_OF_MANY]
    if not roles:
        return False
    # Before whom it is the address of somebody's home, behind it is the responsible directorate.
    if any(word in _DIRECTORATE and place > roles[0] for place, word in enumerate(words)):
        return False
    return NOT_WHO.isdisjoint(words) or not _PAPERS.isdisjoint(words)


def _are_bodies(values: Iterable[object]) -> bool:
    told = [_words_of_value(value) for value in values if isinstance(value, str)]
    bodies = sum(not THINGS.isdisjoint(words) for words in told)
    return bool(told) and bodies * 100 >= len(told) * BODIES_PERCENT


def _look_like_people(values: Iterable[object]) -> bool:
    told = [value for value in values if isinstance(value, str) and value.strip()]
    people = sum(map(_looks_like_person, told))
    return len(told) >= FEWEST_VALUES and people * 100 >= len(told) * MOST_PERCENT


def _looks_like_person(value: str) -> bool:
    """A few capitalised words without digits, one of them a given name, or a surname beside an initial."""
    written = [word for word in re.split(r"[\s,]+", value.strip()) if word]
    words = _words_of_value(value)
    if not words or len(written) > MOST_WORDS or any(letter.isdigit() for letter in value):
        return False
    # `του` before the father's name is the only small word in people's names.
    if not all(word[:1].isupper() or word in ("του", "της") for word in written):
        return False
    if not THINGS.isdisjoint(words):
        return False
    if not GIVEN_NAMES.isdisjoint(words):
        return True
    return any(map(_INITIAL.match, words)) and any(map(_SURNAME_ENDING.search, words))


def _words_of_value(value: str) -> list[str]:
    return folded_words(value.replace(".", "") if re.search(r"\b\w\.\w", value) else value)
