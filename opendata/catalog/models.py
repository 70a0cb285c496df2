"""Dataset, Licence, Theme: what is open, and on which terms."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Department
from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from opendata.catalog.choices import (
    AccessRights,
    DataLanguage,
    HighValue,
    UpdateFrequency,
    portal_data_languages,
)
from opendata.catalog.fields import ChosenCodes, WordsByLanguage
from opendata.catalog.querysets import DatasetQuerySet


class Licence(models.Model):
    """Terms of use, from the EU's authority table."""

    retention = Retention.lasting("Reference data.")

    code = models.CharField(_("code"), max_length=40, unique=True)
    uri = models.URLField(_("address in the EU's table"))
    deed = models.URLField(_("address of the text"), blank=True)
    spdx = models.CharField(_("SPDX name"), max_length=40, blank=True)
    titles = TextByLanguage(_("title"))

    class Meta:
        verbose_name = _("licence")
        verbose_name_plural = _("licences")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return in_language(self.titles) or self.code


class Theme(models.Model):
    """A subject, from the EU's authority table of data themes."""

    retention = Retention.lasting("Reference data.")

    code = models.CharField(_("code"), max_length=20, unique=True)
    uri = models.URLField(_("address in the EU's table"))
    titles = TextByLanguage(_("title"))

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return in_language(self.titles) or self.code


class Dataset(models.Model):
    """One entry of the catalogue. Its name is the collection's id in every address, and stays."""

    retention = Retention.lasting("The open catalogue of the municipality.")

    name = models.SlugField(_("name in addresses"), max_length=50, unique=True)
    titles = TextByLanguage(_("title"))
    descriptions = TextByLanguage(_("description"), blank=True, rows=4)
    licence = models.ForeignKey(
        Licence, verbose_name=_("licence"), on_delete=models.PROTECT, related_name="datasets"
    )
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="datasets")
    # {"el": ["δέντρα", …], "en": ["trees", …]}
    keywords = WordsByLanguage(
        _("keywords"),
        default=dict,
        blank=True,
        help_text=_("Words that people search for, with commas between."),
    )
    update_frequency = models.CharField(
        _("how often it changes"),
        max_length=20,
        choices=UpdateFrequency.choices,
        default=UpdateFrequency.UNKNOWN,
    )
    contact = models.ForeignKey(
        Department,
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="datasets",
    )
    # Names the dataset for ever, whatever the host or the name in addresses.
    identifier = models.UUIDField(_("identifier"), db_default=RandomUUID(), unique=True, editable=False)
    covers_from = models.DateField(
        _("covers from"), null=True, blank=True, help_text=_("The first day that the data tell of.")
    )
    covers_until = models.DateField(
        _("covers until"), null=True, blank=True, help_text=_("Leave it empty while the data go on.")
    )
    place_uri = models.URLField(
        _("address of the place"),
        blank=True,
        help_text=_(
            "Of the area in a public list of places, such as GeoNames. The rows' own box is told anyway."
        ),
    )
    languages = ChosenCodes(
        models.CharField(max_length=3, choices=DataLanguage.choices),
        verbose_name=_("languages of the data"),
        default=portal_data_languages,
        blank=True,
    )
    access_rights = models.CharField(
        _("who may have the data"),
        max_length=20,
        choices=AccessRights.choices,
        default=AccessRights.PUBLIC,
    )
    high_value = ChosenCodes(
        models.CharField(max_length=20, choices=HighValue.choices),
        verbose_name=_("high-value categories"),
        default=list,
        blank=True,
        help_text=_("Where Regulation (EU) 2023/138 counts the dataset among the high-value ones."),
    )
    provenance = TextByLanguage(
        _("where it comes from"), blank=True, rows=3, help_text=_("Who collected it, how, and from what.")
    )
    credit = TextByLanguage(
        _("how to name the source"),
        blank=True,
        help_text=_("Empty: the municipality's name and the licence."),
    )
    version = models.CharField(
        _("version"), max_length=40, blank=True, help_text=_("Empty: the number of the latest revision.")
    )
    version_notes = TextByLanguage(_("what is new in it"), blank=True, rows=3)
    documentation_url = models.URLField(
        _("documentation"), blank=True, help_text=_("A page that explains the data further.")
    )
    published = models.BooleanField(_("open to everybody"), default=True)
    issued = models.DateTimeField(_("first published"), auto_now_add=True)
    # Of the entry itself; when the rows changed last is told by the collection.
    modified = models.DateTimeField(_("entry changed"), auto_now=True)

    objects = DatasetQuerySet.as_manager()

    class Meta:
        verbose_name = _("dataset")
        verbose_name_plural = _("datasets")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return in_language(self.titles) or self.name

    @property
    def description(self) -> str:
        """The description in the language of the page."""
        return in_language(self.descriptions)

    @property
    def urn(self) -> str:
        """The identifier as an address of its own kind, for feeds and citations."""
        return uuid.UUID(str(self.identifier)).urn

    def clean(self) -> None:
        super().clean()
        if self.covers_from and self.covers_until and self.covers_until < self.covers_from:
            raise ValidationError({"covers_until": _("It ends before it begins.")})

    @property
    def words(self) -> list[str]:
        """The keywords in the language of the page, else in any."""
        lists = {code: ", ".join(words) for code, words in self.keywords.items()}
        chosen = in_language(lists)
        return chosen.split(", ") if chosen else []
