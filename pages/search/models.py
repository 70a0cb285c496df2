"""The folded words of every public page, ready to be searched."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.kit.retention import Retention


class PageText(models.Model):
    """One row a public page. Wagtail's own index keeps accents and the final sigma; this one folds them."""

    retention = Retention.lasting("Made again from the pages at any time.")

    page = models.OneToOneField(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="search_text"
    )
    language = models.CharField(_("language"), max_length=10)
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
