"""How good the description of a dataset would be: asked of the rooms that judge it, before it is published."""

from __future__ import annotations

import logging

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from opendata.catalog.models import Dataset
from opendata.catalog.offers import DatasetFacts
from opendata.catalog.registry import staff_panels
from opendata.catalog.wording import is_bare_key, is_in_other_letters
from opendata.ingest.contract import Findings
from opendata.ingest.models import Upload
from opendata.ingest.office.forms.words import WordsForm
from opendata.tables.contract import GeometryType

log = logging.getLogger(__name__)


def advice_for(request: HttpRequest, upload: Upload, findings: Findings) -> SafeString:
    """Panels of other rooms for the dataset as it would be; empty where it cannot be one yet.

    The dataset stands for the moment of the question only, in a transaction that is always undone.
    """
    if upload.licence is None or not upload.name:
        return SafeString("")
    try:
        with transaction.atomic():
            dataset = _as_it_would_be(upload)
            facts = _facts(dataset, findings, upload)
            shown = "".join(panel(request, dataset, facts) for panel in staff_panels)
            transaction.set_rollback(True)
    except Exception:  # advice is no reason to keep anybody from the review
        log.exception("No advice for upload %s.", upload.pk)
        return SafeString("")
    return mark_safe(shown)  # noqa: S308 (rooms render templates)


def _as_it_would_be(upload: Upload) -> Dataset:
    if upload.is_new_state and upload.dataset is not None:
        return upload.dataset
    assert upload.licence is not None
    dataset: Dataset = Dataset.objects.create(
        # No name that a person could have given: another dataset may have the wished one by now.
        name=f"upload-{upload.pk}",
        titles=upload.titles,
        descriptions=upload.descriptions,
        keywords=upload.keywords,
        licence=upload.licence,
        update_frequency=upload.update_frequency,
        contact=upload.contact,
    )
    dataset.themes.set(upload.themes.all())
    return dataset


def _facts(dataset: Dataset, findings: Findings, upload: Upload) -> DatasetFacts:
    now = timezone.now()
    return DatasetFacts(
        name=dataset.name,
        titles=dataset.titles,
        revision=1,
        row_count=findings.kept,
        updated_at=now,
        issued=now,
        has_geometry=findings.geometry_type is not GeometryType.NONE,
        extent=findings.bounds,
        asked_here=None if upload.is_new_state else tuple(WordsForm.base_fields),
        bare_labels=[
            column.source
            for column in upload.decided.public_columns()
            if any(
                is_bare_key(label, column.source) or is_in_other_letters(label, column.source, code)
                for code, label in column.titles.items()
            )
        ],
    )
