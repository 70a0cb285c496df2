"""Templates: keeping what was edited, publishing it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cms.audit.actions import record
from engagement.documents.errors import TemplateBroken
from engagement.documents.models import DocumentTemplate, TemplateVersion
from engagement.documents.placeholders import problems_of
from engagement.documents.previewing import sample_pdf


@transaction.atomic
def keep_template(template: DocumentTemplate, *, by: Any) -> DocumentTemplate:
    """Saves what was edited. Documents are not touched: they are made from what is published."""
    is_new = template.pk is None
    template.save()
    record("added" if is_new else "changed", template, by=by, changes=template.content.to_json())
    return template


def problems_with(template: DocumentTemplate) -> list[str]:
    """All that stands against publishing, as sentences; a draft is drawn in every language to see whether it can be."""
    problems = [sentence for _field, sentence in problems_of(template.content, template.service)]
    if problems:
        return problems
    for language in template.content.languages():
        try:
            sample_pdf(template.content, template.service, language)
        except TemplateBroken as broken:
            problems += broken.problems
    return problems


@transaction.atomic
def publish_template(template_id: int, *, by: Any) -> TemplateVersion:
    """New documents are made from what stands here now. Raises TemplateBroken; nothing has changed then."""
    template = DocumentTemplate.objects.select_for_update(of=("self",)).get(pk=template_id)
    if problems := problems_with(template):
        raise TemplateBroken(problems)
    if template.current is not None and not template.has_changes:
        current: TemplateVersion = template.current
        return current
    last = template.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = TemplateVersion.objects.create(
        template=template,
        number=last + 1,
        content=template.content.to_json(),
        published_by=by if getattr(by, "is_authenticated", False) else None,
    )
    template.current = version
    template.save(update_fields=["current", "changed_at"])
    record("published", template, by=by, changes={"version": version.number})
    return version
