"""What the search knows: the words of every public page, and what editors and askers have added."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.kit.retention import Retention
from pages.blocks.link import SCHEMES, address_here, page_here
from pages.search.querysets import AskedWordsQuerySet
from pages.search.words import words_in

KEEP_ASKED = timedelta(days=400)


class PageText(models.Model):
    """One row a public page. Wagtail's own index keeps accents and the final sigma; this one folds them."""

    retention = Retention.lasting("Made again from the pages at any time.")

    page = models.OneToOneField(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="search_text"
    )
    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(_("kind"), max_length=40, default="pages")
    # Folded (cms.kit.folding), like the words of the vector.
    title = models.TextField(_("title"))
    # As it is shown below the title in lists of results.
    excerpt = models.TextField(_("excerpt"), blank=True)
    vector = SearchVectorField(_("words"), null=True)

    class Meta:
        verbose_name = _("words of a page")
        verbose_name_plural = _("words of pages")
        indexes = [GinIndex(fields=["vector"], name="pages_search_words")]

    def __str__(self) -> str:
        return self.title


class KnownWord(models.Model):
    """A word that stands somewhere on the portal: what a mistyped one may have been meant to be."""

    retention = Retention.lasting("Made again from the pages at any time.")

    language = models.CharField(_("language"), max_length=10)
    folded = models.CharField(_("word"), max_length=60)
    # With its accents, as the pages write it.
    shown = models.CharField(_("as it is written"), max_length=60)
    # How it sounds, in Latin letters: η, ι and υ are one, and so is what people type without a Greek keyboard.
    sound = models.CharField(_("sound"), max_length=120)

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")
        constraints = [models.UniqueConstraint(fields=["language", "folded"], name="pages_search_word_once")]
        indexes = [
            GinIndex(fields=["sound"], opclasses=["gin_trgm_ops"], name="pages_search_sound"),
        ]

    def __str__(self) -> str:
        return self.shown


class SynonymGroup(models.Model):
    """Words that mean the same: whoever looks for one finds the others too."""

    retention = Retention.lasting("Words of the editors.")

    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    words = models.TextField(
        _("words that mean the same"),
        max_length=1000,
        help_text=_(
            "One a line; a line may hold several words. Accents, capitals and endings do not matter."
        ),
    )

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ("language", "words")

    def __str__(self) -> str:
        return " = ".join(line.strip() for line in self.words.splitlines() if line.strip())[:120]

    def clean(self) -> None:
        if len({tuple(words_in(line)) for line in self.words.splitlines() if words_in(line)}) < 2:
            raise ValidationError({"words": _("Give at least two different words, one a line.")})


class PromotedResult(models.Model):
    """What an editor puts on top when people ask for certain words."""

    retention = Retention.lasting("Words of the editors.")

    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    words = models.TextField(
        _("when people look for"),
        max_length=1000,
        help_text=_("One question a line. It is shown when all words of a line are asked for."),
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    address = models.CharField(
        _("or address"),
        max_length=400,
        blank=True,
        help_text=_(
            "On this portal without the language, such as /maps/trees/ – or a full address of another site."
        ),
    )
    title = models.CharField(
        _("title"), max_length=120, blank=True, help_text=_("Left empty: the page's title.")
    )
    text = models.CharField(_("one sentence"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("recommended result")
        verbose_name_plural = _("recommended results")
        ordering = ("language", "words")

    def __str__(self) -> str:
        return self.shown_title or self.address

    @property
    def shown_title(self) -> str:
        """The editor's words, else the page's title."""
        return self.title or (self.page.title if self.page else "")

    @property
    def url(self) -> str:
        """Where it leads, in the active language; empty when the page is not public."""
        if self.page:
            page = page_here(self.page)
            return str(page.url or "") if page.live else ""
        return address_here(self.address)

    def clean(self) -> None:
        problems: dict[str, Any] = {}
        if not any(words_in(line) for line in self.words.splitlines()):
            problems["words"] = _("Give at least one word.")
        if not self.page and not self.address:
            problems["page"] = _("Choose a page or give an address.")
        if self.address and (not self.address.startswith(("/", *SCHEMES)) or self.address.startswith("//")):
            problems["address"] = _("Begin with / for this portal, or with https://, mailto: or tel:.")
        if self.address and not self.title:
            problems["title"] = _("An address needs a title.")
        if problems:
            raise ValidationError(problems)


class AskedWords(models.Model):
    """How often the same words were looked for in a month. Nothing of who it was; rare words are forgotten."""

    retention = Retention(
        "Counts of words, without anything about a person; words that were asked for fewer than five times in a "
        "month are dropped when it ends.",
        keep=KEEP_ASKED,
    )

    month = models.DateField(_("month"))
    language = models.CharField(_("language"), max_length=10)
    words = models.CharField(_("words"), max_length=120)
    times = models.PositiveIntegerField(_("how often"), default=0)
    without_result = models.PositiveIntegerField(_("without a result"), default=0)

    objects = AskedWordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("words asked for")
        verbose_name_plural = _("words asked for")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "language", "words"], name="pages_search_asked_once_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.month:%Y-%m})"
