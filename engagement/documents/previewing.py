"""Documents to look at, without number and seal."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from cms.kit.texts import in_language
from cms.municipalities.querysets import current_municipality
from engagement.cases.models import Case
from engagement.documents.content import Content
from engagement.documents.placeholders import sample_values, values_for
from engagement.documents.rendering import Sheet, render
from engagement.eservices.models import Service


def sample_pdf(content: Content, service: Service | None, language: str) -> bytes:
    """With invented values."""
    department = service.department if service is not None else None
    return _drawn(
        content,
        language,
        sample_values(content, service, language),
        in_language(department.names, language) if department else "",
    )


def case_pdf(content: Content, case: Case, language: str, *, reasons: str = "", outcome: str = "") -> bytes:
    """With a case's values, as it would be issued now."""
    values = values_for(case, content, language, reasons=reasons, outcome=outcome)
    return _drawn(content, language, values, values["department"])


def _drawn(content: Content, language: str, values: dict[str, str], department: str) -> bytes:
    with override(language):
        day = date_format(timezone.localdate(), "DATE_FORMAT")
    return render(
        Sheet(
            content=content,
            language=language,
            values=values,
            town=current_municipality(),
            department=department,
            day=day,
            valid_until=values.get("valid_until", ""),
        )
    )
