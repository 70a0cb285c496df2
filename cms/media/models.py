"""The portal's own image, rendition and document, set before the first migration so that they can grow; and films."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from cms.kit.retention import Retention
from cms.media.films import check_captions, check_film, kind_of, words_of
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


def languages() -> list[tuple[str, Any]]:
    """For a field's choices: migrations keep the name of this function, not the list."""
    return list(settings.LANGUAGES)


class Video(ClusterableModel):
    """A film from a file of our own: nothing is loaded from a film platform, and nobody is followed there."""

    retention = Retention.lasting("Films of published pages.")

    title = models.CharField(
        _("title"), max_length=160, help_text=_("Said to those who cannot see the film.")
    )
    file = models.FileField(
        _("film"),
        upload_to="videos",
        validators=[check_film],
        help_text=_("MP4 (H.264) or WebM, up to 500 MB."),
    )
    poster = models.ForeignKey(
        PortalImage,
        verbose_name=_("picture before it plays"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it, and the licence.")
    )
    without_speech = models.BooleanField(
        _("nobody speaks in it"), default=False, help_text=_("Then it needs no captions.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> str:
        """The type of the file as browsers name it."""
        return kind_of(self.file.name or "")


class VideoCaptions(models.Model):
    """What is said in a film, in one language: beside the picture (WebVTT), and as text to read."""

    retention = Retention.lasting("Films of published pages.")

    video = ParentalKey(Video, verbose_name=_("video"), on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=10, choices=languages)
    file = models.FileField(_("captions (WebVTT)"), upload_to="captions", validators=[check_captions])
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_("What is said and what is to be seen. Empty: made of the captions."),
    )

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering = ("language",)
        constraints = [
            models.UniqueConstraint(fields=["video", "language"], name="media_captions_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.video}: {self.get_language_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.transcript.strip() and self.file:
            self.file.open("rb")
            self.transcript = words_of(self.file.read())
            self.file.seek(0)
        super().save(*args, **kwargs)
