"""Topic: what services are about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from pages.blocks.icons import icon_choices


class Topic(models.Model):
    """What services are about; editors keep the list."""

    retention = Retention.lasting("How the directory of services is ordered.")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    names = TextByLanguage(_("name"))
    icon = models.CharField(_("icon"), max_length=40, blank=True, choices=icon_choices)

    panels = [FieldPanel("slug"), FieldPanel("names"), FieldPanel("icon")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("slug",)

    def __str__(self) -> str:
        return in_language(self.names) or self.slug
