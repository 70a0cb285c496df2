"""ServicePage: the editor's surface. What is published becomes a ServiceVersion."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from cms.accounts.models import Department
from cms.kit.texts import TextByLanguage
from cms.municipalities.querysets import current_municipality
from engagement.cases.choices import Assigning, Tacit
from engagement.eservices.contract import USUAL_OBJECTION_DAYS, How
from pages.base.feeds import FeedLink
from pages.base.fields import BodyField, ManyChoices
from pages.base.models import BasePage
from pages.blocks.bodies import words_of
from pages.blocks.icons import icon_choices
from pages.blocks.measures import LiveChoiceBlock
from pages.blocks.streams import body_blocks
from pages.services.blocks.districts import DistrictBlock
from pages.services.blocks.fees import FeeLineBlock
from pages.services.blocks.needs import NeedBlock
from pages.services.blocks.questions import StepBlock
from pages.services.checking import address_findings, failed_tests
from pages.services.choices import Audience, DeadlineUnit, LifeEvent
from pages.services.compiling import Compiled, compiled
from pages.services.editing.forms import ServicePageForm
from pages.services.editing.names import LEAD_FIELDS
from pages.services.editing.tabs import edit_handler_of
from pages.services.errors import PublishingRefused
from pages.services.findings import Finding, errors_among, findings_of
from pages.services.following import template_choices
from pages.services.models.topics import Topic
from pages.services.offering import offer_page
from pages.services.presenting import desk_of, government_service, is_short, related_links, standing_of
from pages.services.previews import modes_of, preview_of
from pages.services.promises import as_data
from pages.services.querysets import ServicePageManager
from pages.services.scheduled import refuse_scheduled

# What a publication changes of the service: without one of these a save is none.
PUBLISHED = frozenset({"live", "title", "slug", "form"})
MOST_OBJECTION_DAYS = 365
SCHEDULED = "wagtail.publish.scheduled"


class ServicePage(BasePage):
    """One thing that people ask the town hall for: what it is, its form, and how it is dealt with.

    Form and process are edited on the page that was made first (`lead`); its translations share them.
    """

    search_kind = "services"
    shared_by_languages = frozenset(LEAD_FIELDS)

    icon = models.CharField(_("icon"), max_length=40, blank=True, choices=icon_choices, default="file-text")
    audiences = ManyChoices(verbose_name=_("for whom"), choices=Audience.choices, blank=True)
    life_events = ManyChoices(verbose_name=_("life events"), choices=LifeEvent.choices, blank=True)
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="pages")
    who = models.TextField(_("who may ask for it"), max_length=600, blank=True)
    needs = BodyField([("need", NeedBlock())], verbose_name=_("what you need"), blank=True)
    cost = models.CharField(_("what it costs"), max_length=160, blank=True)
    duration = models.CharField(_("how long it takes"), max_length=160, blank=True)
    where = models.CharField(_("how and where"), max_length=160, blank=True)
    body = BodyField(body_blocks(), verbose_name=_("more about it"), blank=True)
    legal_basis = RichTextField(
        _("legal basis"), blank=True, features=["bold", "italic", "ul", "link", "document-link"]
    )

    form = BodyField([("step", StepBlock())], verbose_name=_("form"), blank=True, max_num=30, collapsed=True)

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
    assigning = models.CharField(
        _("who gets a new request"), max_length=12, choices=Assigning.choices, default=Assigning.BY_HAND
    )
    officers_by_district = BodyField(
        [("line", DistrictBlock())],
        verbose_name=_("who has which district"),
        blank=True,
        max_num=100,
        help_text=_("Only for requests that are given out by the district of their place."),
    )
    tacit = models.CharField(
        _("when the time has passed"),
        max_length=12,
        blank=True,
        choices=Tacit.choices,
        default=Tacit.NOTHING,
        help_text=_("What silence means by law."),
    )
    objection_days = models.PositiveSmallIntegerField(
        _("days to object"),
        default=USUAL_OBJECTION_DAYS,
        db_default=USUAL_OBJECTION_DAYS,
        validators=[MaxValueValidator(MOST_OBJECTION_DAYS)],
        help_text=_("After a decision that goes against the applicant. 0: this portal offers no objection."),
    )
    fee = BodyField([("line", FeeLineBlock())], verbose_name=_("fee"), blank=True, max_num=30)
    fee_how = models.CharField(
        _("more than one line applies"), max_length=8, choices=How.choices, default=How.SUM
    )
    documents = BodyField(
        [("document", LiveChoiceBlock(choices=template_choices, label=_("Document template")))],
        verbose_name=_("documents that follow"),
        blank=True,
        max_num=10,
        help_text=_("One for each decision. None: the template that names this service, else a general one."),
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

    objects = ServicePageManager()

    search_fields = [*BasePage.search_fields, index.SearchField("who"), index.SearchField("body")]
    template = "pages/services/service.html"
    parent_page_types = ["pages_services.ServiceDirectoryPage", "pages_content.SectionPage"]
    subpage_types: list[str] = []
    base_form_class = ServicePageForm
    edit_handler = edit_handler_of(BasePage.content_panels, BasePage.promote_panels, Page.settings_panels)

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

    def findings(self, made: Compiled | None = None) -> list[Finding]:
        """What *Check* says of the page as it stands in memory."""
        made = made or compiled(self.form, list(current_municipality().languages))
        return [*address_findings(self), *findings_of(self, made), *failed_tests(self, made)]

    def errors_before_publishing(self) -> list[Finding]:
        """What stops a publication; a translation answers only for its address."""
        is_lead = self.lead.pk == self.pk
        return errors_among(self.findings() if is_lead else address_findings(self))

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """However a page goes live (button, approval, schedule, script), its service goes with it, or neither does.

        Raises PublishingRefused.
        """
        fields = kwargs.get("update_fields")
        if not self.live or (fields is not None and not PUBLISHED & set(fields)):
            return super().save(*args, **kwargs)
        with transaction.atomic():
            saved = super().save(*args, **kwargs)
            offer_page(self)
        return saved

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """As Wagtail does, all or nothing. A schedule that cannot be kept is given up, and its author told."""
        try:
            with transaction.atomic():
                super().publish(revision, *args, **kwargs)
        except PublishingRefused as refused:
            if kwargs.get("log_action") != SCHEDULED:
                raise
            refuse_scheduled(revision, refused)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Page")), *modes_of(self)]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        shown = preview_of(self, request, mode_name)
        return shown if shown is not None else super().serve_preview(request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        lead = self.led_by
        return {
            **context,
            "facts": self.facts(),
            "apply_url": self.apply_url(request, lead),
            "standing": standing_of(self),
            "desk": desk_of(lead),
            "is_short": is_short(self),
            "related": related_links(self, request),
        }

    @cached_property
    def led_by(self) -> ServicePage:
        """`lead`, read once for all that a page shows."""
        return self.lead

    def feeds(self, request: HttpRequest) -> list[FeedLink]:
        """The service for programs, which a browser finds on the page."""
        root = f"{request.scheme}://{request.get_host()}"
        return as_data(f"{root}/services/{self.translation_key}", self.title)

    def structured(self, request: HttpRequest) -> list[dict[str, Any]]:
        return [government_service(self, self.led_by, request)]

    def facts(self) -> list[dict[str, str]]:
        """What stands at a glance."""
        known = [
            ("euro", _("Cost"), self.cost),
            ("clock", pgettext_lazy("how long it takes", "Time"), self.duration),
            ("map-pin", _("How"), self.where),
            ("users", _("For whom"), self.who if len(self.who) <= 120 else ""),
        ]
        return [{"icon": icon, "label": str(label), "value": value} for icon, label, value in known if value]

    def apply_url(self, request: HttpRequest, lead: ServicePage | None = None) -> str:
        """Where its form begins; empty where there is none."""
        copied = self.alias_of.specific if self.alias_of_id and self.alias_of else None
        page = copied or self
        leading = page.lead if copied or lead is None else lead
        return f"/{page.locale.language_code}/services/{page.slug}/apply/" if leading.form else ""

    def searchable_text(self) -> str:
        told = [self.who, self.cost, self.duration, self.where]
        told += [words_of(blocks) for blocks in (self.needs, self.body)]
        return " ".join([*told, get_text_for_indexing(self.legal_basis)])
