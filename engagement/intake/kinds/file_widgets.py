"""Inputs for files and signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from engagement.intake.kinds.base import Asking
from engagement.intake.kinds.uploads import is_id, is_infected, own_files

MOST_NAMED = 60


@dataclass(frozen=True)
class TypedFiles:
    """Ids that the page names as kept, uploads, and ids whose button "remove" was pressed."""

    kept: tuple[str, ...] = ()
    uploaded: tuple[Any, ...] = ()
    removed: frozenset[str] = frozenset()


class FilesInput(forms.Widget):
    """The files that are there, each with a button to remove it, and an input for more."""

    template_name = "intake/widgets/files.html"
    needs_multipart_form = True

    # Where the buttons send the form; empty: to the page's own address, as in a step.
    action = ""

    def __init__(self, *, asking: Asking, accept: str, most: int, terms: str) -> None:
        super().__init__()
        self.asking, self.accept, self.most, self.terms = asking, accept, most, terms

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedFiles:
        kept = data.getlist(f"{name}-kept") if hasattr(data, "getlist") else data.get(f"{name}-kept", [])
        uploaded = files.getlist(name) if hasattr(files, "getlist") else (files or {}).get(name, [])
        mark = f"{name}-remove-"
        removed = frozenset(key.removeprefix(mark) for key in data if key.startswith(mark))
        return TypedFiles(
            tuple(each for each in list(kept)[:MOST_NAMED] if is_id(each)),
            tuple(uploaded if isinstance(uploaded, (list, tuple)) else [uploaded])[:MOST_NAMED],
            removed,
        )

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        files = own_files(value, self.asking) if isinstance(value, (list, tuple)) else []
        attrs = context["widget"]["attrs"]
        terms_id = f"{attrs.get('id', name)}_terms"
        attrs |= {
            "class": "filepick__input",
            "accept": self.accept,
            "multiple": self.most > 1,
            "aria-describedby": f"{attrs.get('aria-describedby', '')} {terms_id}".strip(),
        }
        earlier = [file for file in files if str(file.pk) in self.asking.sent_files]
        context["widget"] |= {
            "action": self.action,
            "files": [
                {"file": file, "is_infected": is_infected(file), "is_earlier": file in earlier}
                for file in files
            ],
            "is_multiple": self.most > 1,
            "has_room": len(files) < self.most or bool(earlier),
            "takes_place": len(files) >= self.most,
            "terms": self.terms,
            "terms_id": terms_id,
        }
        return context


@dataclass(frozen=True)
class TypedSignature:
    """A name, a drawing as `data:image/png;base64,…`, the id of an earlier drawing."""

    name: str = ""
    drawing: str = ""
    kept: str = ""


class SignatureInput(forms.TextInput):
    """The name; the script adds a sheet to draw on."""

    template_name = "intake/widgets/signature.html"

    def __init__(self, *, draws: bool, longest: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.draws, self.longest = draws, longest

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedSignature:
        return TypedSignature(
            str(data.get(name) or ""),
            str(data.get(f"{name}-drawing") or "")[: self.longest + 1] if self.draws else "",
            "" if f"{name}-anew" in data else str(data.get(f"{name}-kept") or "")[:40],
        )

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, TypedSignature):
            return value.name
        return str(value.get("name") or "") if isinstance(value, dict) else None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        kept = value.get("drawing") if isinstance(value, dict) else getattr(value, "kept", "")
        context["widget"] |= {"draws": self.draws, "kept": kept or ""}
        return context
