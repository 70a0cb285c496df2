"""The form behind the editor: translations leave out what the first page holds; publishing asks *Check* first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError, ListValue
from wagtail.blocks.stream_block import StreamValue

from pages.services.editing.definitions import KeptDefinitions
from pages.services.editing.names import LEAD_FIELDS
from pages.services.findings import Finding


class ServicePageForm(WagtailAdminPageForm):
    """Drafts may be saved as incomplete as they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_translation(self.instance):
            for name in LEAD_FIELDS:
                self.fields.pop(name, None)
        if "form" in self.fields:
            self.fields["form"].widget = KeptDefinitions(self.fields["form"].block)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        by_field: dict[str, list[Finding]] = {}
        for finding in self.instance.errors_before_publishing():
            by_field.setdefault(finding.field, []).append(finding)
        for field, findings in by_field.items():
            if field in self.fields and any(finding.place for finding in findings):
                self.add_error(field, error_at(getattr(self.instance, field), findings))
            else:
                sentences = [ValidationError(finding.sentence) for finding in findings]
                self.add_error(field if field in self.fields else None, sentences)


def is_translation(page: Any) -> bool:
    """Whether form and process of a page stand on another one."""
    return bool(page.pk) and page.lead.pk != page.pk


def error_at(value: Any, findings: Iterable[Finding]) -> ValidationError:
    """The findings as Wagtail's nested errors, each by its block."""
    error: ValidationError = _nested(value, [(finding.place, finding.sentence) for finding in findings])
    return error


def _nested(value: Any, told: list[tuple[tuple[str, ...], str]]) -> Any:
    here = [ValidationError(sentence) for place, sentence in told if not place]
    deeper: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for place, sentence in told:
        if place:
            deeper.setdefault(place[0], []).append((place[1:], sentence))
    if isinstance(value, StreamValue):
        inner = {
            number: _nested(child.value, deeper[str(child.id)])
            for number, child in enumerate(value)
            if str(child.id) in deeper
        }
        return StreamBlockValidationError(block_errors=inner, non_block_errors=here)
    if isinstance(value, ListValue):
        rows = {
            number: _nested(child.value, deeper[str(child.id)])
            for number, child in enumerate(value.bound_blocks)
            if str(child.id) in deeper
        }
        return ListBlockValidationError(block_errors=rows, non_block_errors=here)
    if hasattr(value, "bound_blocks"):
        named = {name: _nested(value.get(name), below) for name, below in deeper.items() if name in value}
        return StructBlockValidationError(block_errors=named, non_block_errors=here)
    sentences = here + [ValidationError(sentence) for below in deeper.values() for _place, sentence in below]
    return sentences[0] if len(sentences) == 1 else ValidationError(sentences)
