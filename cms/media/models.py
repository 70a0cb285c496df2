"""The portal's own image, rendition and document, set before the first migration so that they can grow."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from cms.kit.retention import Retention
from cms.media.metadata import without_metadata
from cms.media.storage import private_storage
from cms.municipalities.addresses import address_of
from cms.municipalities.querysets import current_municipality


class PortalImage(AbstractImage):
    """A picture; who made it and under which licence is printed beside it."""

    retention = Retention.lasting("Pictures of published pages.")

    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it, and the licence.")
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._forget_where_it_was_taken()
        super().save(*args, **kwargs)

    def _set_image_file_metadata(self) -> None:
        # Before Wagtail measures the file and takes its hash.
        self._forget_where_it_was_taken()
        super()._set_image_file_metadata()

    def _forget_where_it_was_taken(self) -> None:
        given: Any = self.file  # type: ignore[has-type]  # Wagtail's field
        if given and not given._committed:
            clean = without_metadata(given.file)
            if clean is not None:
                # A HEIC picture has become a JPEG.
                clean.name = (
                    str(PurePath(given.name).with_suffix(PurePath(clean.name).suffix))
                    if clean.name
                    else given.name
                )
                self.file = clean


class Rendition(AbstractRendition):
    """A picture made to measure for one place on a page."""

    retention = Retention.lasting("Made again from the picture at any time.")

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="media_rendition_once"
            )
        ]

    @property
    def full_url(self) -> str:
        """With the town's own host; Wagtail would name one for all towns."""
        url = str(self.url)
        return f"{address_of(current_municipality())}{url}" if url.startswith("/") else url


class PortalDocument(AbstractDocument):
    """A file that pages offer for download. It lies in private storage and is handed out by rule."""

    retention = Retention.lasting("Documents of published pages.")

    file = models.FileField(_("file"), upload_to="documents", storage=private_storage)

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
