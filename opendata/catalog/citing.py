"""How a dataset is named as a source: a line to copy, and BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.kit.texts import in_language
from cms.municipalities.querysets import current_municipality
from opendata.catalog.dcat.addresses import Addresses, public_root
from opendata.catalog.models import Dataset

# What means something to (La)TeX.
SIGNS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True)
class Citation:
    """The same as a text and as BibTeX."""

    text: str
    bibtex: str


def citation_of(dataset: Dataset, revision: int | None, moment: datetime) -> Citation:
    """Names the revision and its day, and the address that stays."""
    town = current_municipality()
    author = in_language(dataset.credit) or town.name
    address = Addresses(public_root()).dataset(dataset.name)
    day = timezone.localtime(moment)
    version = dataset.version or (
        _("revision %(number)s") % {"number": revision} if revision is not None else ""
    )
    parts = {
        "author": author,
        "year": day.year,
        "title": dataset.title,
        "version": ", ".join(filter(None, (version, date_format(day, "j E Y")))),
        "licence": dataset.licence.title,
        "address": address,
    }
    text = (
        _("%(author)s (%(year)s). %(title)s (%(version)s) [Data set]. Licence: %(licence)s. %(address)s")
        % parts
    )
    key = re.sub(r"[^a-z0-9]", "", dataset.name) + f"{day:%Y%m%d}" + (f"r{revision}" if revision else "")
    fields = {
        "author": f"{{{_tex(author)}}}",
        "title": f"{{{_tex(dataset.title)}}}",
        "year": str(day.year),
        "month": str(day.month),
        "publisher": _tex(town.name),
        "version": _tex(version),
        "note": _tex(f"{dataset.licence.title}, {day:%Y-%m-%d}"),
        "language": get_language() or "",
        "url": address,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return Citation(text, f"@misc{{{key},\n{lines}\n}}")


def _tex(text: str) -> str:
    return text.translate(SIGNS)
