"""ServicePage and the directory of services: the editor's surface. What is published becomes a ServiceVersion."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.blocks import CharBlock, StructBlock
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cms.accounts.models import Department
from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from pages.base.fields import BodyField, ManyChoices
from pages.base.models import BasePage
from pages.blocks.icons import icon_choices
from pages.blocks.streams import body_blocks
from pages.services.blocks.questions import StepBlock
from pages.services.choices import Audience, DeadlineUnit, LifeEvent
from pages.services.offering import offer_page


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


class NeedBlock(StructBlock):
    """Something to have at hand."""

    title = CharBlock(label=_("What"), max_length=200)
    text = CharBlock(label=_("Where from, how old at most …"), required=False, max_length=400)


class ServiceDirectoryPage(BasePage):
    """All services: by audience, life event, topic, and from A to Z."""

    template = "pages/services/directory.html"
    parent_page_types = ["pages_home.HomePage"]
    subpage_types = ["pages_services.ServicePage", "pages_content.ContentPage"]

    class Meta:
        verbose_name = _("directory of services")
        verbose_name_plural = _("directories of services")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        services = ServicePage.objects.child_of(self).live().public().order_by("title")
        return {**context, "services": services}


class ServicePage(BasePage):
    """One thing that people ask the town hall for: what it is, its form, and how it is dealt with.

    Form and process are edited on the page that was made first (`lead`); its translations share them.
    """

    icon = models.CharField(_("icon"), max_length=40, blank=True, choices=icon_choices, default="file-text")
    audiences = ManyChoices(verbose_name=_("for whom"), choices=Audience.choices, blank=True)
    life_events = ManyChoices(verbose_name=_("life events"), choices=LifeEvent.choices, blank=True)
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="pages")
    who = models.TextField(_("who may ask for it"), max_length=600, blank=True)
    needs = BodyField([("need", NeedBlock(label=_("Thing")))], verbose_name=_("what you need"), blank=True)
    cost = models.CharField(_("what it costs"), max_length=160, blank=True)
    duration = models.CharField(_("how long it takes"), max_length=160, blank=True)
    where = models.CharField(_("how and where"), max_length=160, blank=True)
    body = BodyField(body_blocks(), verbose_name=_("more about it"), blank=True)
    legal_basis = RichTextField(
        _("legal basis"), blank=True, features=["bold", "italic", "ul", "link", "document-link"]
    )

    form = BodyField([("step", StepBlock())], verbose_name=_("form"), blank=True, max_num=30)

    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who deals with what is sent."),
    )
    needs_account = models.BooleanField(_("only for people who are signed in"), default=False)
    deadline = models.PositiveSmallIntegerField(
        _("promised within"), null=True, blank=True, help_text=_("Empty: nothing is promised.")
    )
    deadline_unit = models.CharField(
        _("counted in"), max_length=12, choices=DeadlineUnit.choices, default=DeadlineUnit.WORKING_DAYS
    )
    opens_at = models.DateTimeField(_("can be sent from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("can be sent until"), null=True, blank=True)
    most_in_total = models.PositiveIntegerField(_("most in total"), null=True, blank=True)
    most_per_person = models.PositiveIntegerField(_("most per person"), null=True, blank=True)
    maintenance = TextByLanguage(
        _("out of order"), blank=True, help_text=_("Shown instead of the form. Empty: the form works.")
    )
    thanks = TextByLanguage(_("after sending"), blank=True, rows=3)
    mail_subject = TextByLanguage(_("subject of the confirmation"), blank=True)
    mail_text = TextByLanguage(_("text of the confirmation"), blank=True, rows=6)
    change_note = models.CharField(
        _("what changed"), max_length=300, blank=True, help_text=_("Stands in the history of versions.")
    )

    search_fields = [*BasePage.search_fields, index.SearchField("who"), index.SearchField("body")]
    template = "pages/services/service.html"
    parent_page_types = ["pages_services.ServiceDirectoryPage", "pages_content.SectionPage"]
    subpage_types: list[str] = []

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("icon"),
        MultiFieldPanel(
            [FieldPanel("audiences"), FieldPanel("life_events"), FieldPanel("topics"), FieldPanel("who")],
            heading=_("For whom"),
        ),
        MultiFieldPanel(
            [FieldPanel("cost"), FieldPanel("duration"), FieldPanel("where")], heading=_("At a glance")
        ),
        FieldPanel("needs"),
        FieldPanel("body"),
        FieldPanel("legal_basis"),
    ]
    form_panels = [FieldPanel("form")]
    process_panels = [
        MultiFieldPanel(
            [FieldPanel("department"), FieldPanel("deadline"), FieldPanel("deadline_unit")],
            heading=_("Who and until when"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("needs_account"),
                FieldPanel("opens_at"),
                FieldPanel("closes_at"),
                FieldPanel("most_in_total"),
                FieldPanel("most_per_person"),
                FieldPanel("maintenance"),
            ],
            heading=_("Who may send, when and how often"),
        ),
        MultiFieldPanel(
            [FieldPanel("thanks"), FieldPanel("mail_subject"), FieldPanel("mail_text")],
            heading=_("What we say"),
        ),
        FieldPanel("change_note"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(form_panels, heading=_("Form")),
            ObjectList(process_panels, heading=_("Process")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("service page")
        verbose_name_plural = _("service pages")

    @property
    def lead(self) -> ServicePage:
        """The page of the group that was made first: form and process stand there."""
        if self.translation_key is None:
            return self
        first: ServicePage | None = (
            ServicePage.objects.filter(translation_key=self.translation_key).order_by("pk").first()
        )
        return self if first is None or first.pk == self.pk else first

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """Publishes the page and, with it, the version of the service that it describes."""
        with transaction.atomic():
            super().publish(revision, *args, **kwargs)
            self.refresh_from_db()
            if self.live:
                offer_page(self, by=kwargs.get("user"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "facts": self.facts(), "apply_url": self.apply_url(request)}

    def facts(self) -> list[dict[str, str]]:
        """What stands at a glance."""
        known = [
            ("euro", _("Cost"), self.cost),
            ("clock", _("Time"), self.duration),
            ("map-pin", _("How"), self.where),
            ("users", _("For whom"), self.who if len(self.who) <= 120 else ""),
        ]
        return [{"icon": icon, "label": str(label), "value": value} for icon, label, value in known if value]

    def apply_url(self, request: HttpRequest) -> str:
        """Where its form begins; empty where there is none."""
        return f"/{self.locale.language_code}/services/{self.slug}/apply/" if self.lead.form else ""

    def searchable_text(self) -> str:
        return f"{self.who} {self.cost} {self.duration}"
