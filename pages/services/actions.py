"""Writes of service pages that are not an editor's own save."""

from __future__ import annotations

import json

from pages.services.editing.names import LEAD_FIELDS
from pages.services.models import ServicePage


def hand_over(page: ServicePage) -> None:
    """Gives form and process of the page made first to the next one, as published and as a draft.

    Nothing happens for a page that holds neither, or has no translation.
    """
    heir = (
        ServicePage.objects.filter(translation_key=page.translation_key)
        .exclude(pk=page.pk)
        .order_by("pk")
        .first()
    )
    if heir is None or page.lead.pk != page.pk:
        return
    stored = ServicePage.objects.get(pk=page.pk)
    ServicePage.objects.filter(pk=heir.pk).update(**{name: getattr(stored, name) for name in LEAD_FIELDS})
    if heir.latest_revision is None:
        return
    draft = page.get_latest_revision_as_object().serializable_data()
    content = {**heir.latest_revision.content, **{name: draft[name] for name in LEAD_FIELDS}}
    heir.latest_revision.content = json.loads(json.dumps(content, default=str))
    heir.latest_revision.save(update_fields=["content"])
