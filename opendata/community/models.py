"""Usage, Question, Reuse, Subscription, Notice: what people do with datasets, and what they are told."""

from __future__ import annotations

from datetime import timedelta

from django.core.validators import URLValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from opendata.catalog.models import Dataset
from opendata.community.choices import NoticeKind, ReuseState, UsageKind
from opendata.community.querysets import NoticeQuerySet, ReuseQuerySet, SubscriptionQuerySet, UsageQuerySet
from opendata.community.secrets import new_secret

LONGEST_QUESTION = 3000
# No `javascript:`, `data:` or `ftp:` ever stands behind a link of the page.
only_web = URLValidator(schemes=["http", "https"])


class Usage(models.Model):
    """How often a dataset was used in one way on one day. A number, and nothing of who it was."""

    retention = Retention.lasting("Counts by day, without anything about a person.")

    dataset = models.ForeignKey(
        Dataset, verbose_name=_("dataset"), on_delete=models.CASCADE, related_name="usage"
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=UsageKind.choices)
    count = models.PositiveBigIntegerField(_("how often"), default=0)

    objects = UsageQuerySet.as_manager()

    class Meta:
        verbose_name = _("usage")
        verbose_name_plural = _("usage")
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "day", "kind"], name="community_usage_once_a_day_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.day} {self.kind}: {self.count}"


class Question(models.Model):
    """What somebody wants to know about a dataset."""

    retention = Retention(
        reason="A question is kept for a year, so that it can be answered and followed up.",
        keep=timedelta(days=365),
        personal=True,
    )

    dataset = models.ForeignKey(
        Dataset, verbose_name=_("dataset"), on_delete=models.CASCADE, related_name="questions"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"))
    text = models.TextField(_("question"), max_length=LONGEST_QUESTION)
    language = models.CharField(_("language"), max_length=10)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    answered = models.BooleanField(_("answered"), default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("answered", "-asked_at")

    def __str__(self) -> str:
        return f"{self.dataset}: {self.text[:60]}"


class Reuse(models.Model):
    """Something that was made with a dataset: an application, an article, a study."""

    retention = Retention(
        reason="Shown with the dataset; the e-mail of whoever sent it is kept for two years, for questions.",
        keep=timedelta(days=730),
        personal=True,
    )

    dataset = models.ForeignKey(
        Dataset, verbose_name=_("dataset"), on_delete=models.CASCADE, related_name="reuses"
    )
    title = models.CharField(_("title"), max_length=120)
    url = models.CharField(_("address"), max_length=500, validators=[only_web])
    text = models.CharField(_("what it is"), max_length=400)
    email = models.EmailField(_("e-mail"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReuseState.choices, default=ReuseState.WAITING
    )
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    objects = ReuseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a dataset")
        verbose_name_plural = _("uses of datasets")
        ordering = ("-sent_at", "-pk")

    def __str__(self) -> str:
        return self.title


class Subscription(models.Model):
    """An address that is told of changes of a dataset that break programs, once its owner has confirmed it.

    `secret` stands in the links of its mails: whoever has it has read the mail, and may confirm and stop.
    """

    retention = Retention(
        reason="Until the person stops it; one that nobody confirms is dropped after a week.",
        personal=True,
    )

    dataset = models.ForeignKey(
        Dataset, verbose_name=_("dataset"), on_delete=models.CASCADE, related_name="subscriptions"
    )
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=10)
    secret = models.CharField(max_length=43, unique=True, default=new_secret, editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    # When the link was mailed last: nobody has others flooded with mail.
    mailed_at = models.DateTimeField(_("link sent"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                "dataset", Lower("email"), name="community_subscription_once_a_dataset_and_address"
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_confirmed(self) -> bool:
        """Whether its address is told of changes."""
        return self.confirmed_at is not None


class Notice(models.Model):
    """What subscribers are told of a dataset: written down with the change, mailed after it, once."""

    retention = Retention(
        reason="To see what subscribers were told.",
        keep=timedelta(days=730),
    )

    dataset = models.ForeignKey(
        Dataset, verbose_name=_("dataset"), on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind.choices)
    # What words.py reads: columns by what becomes of them.
    facts = models.JSONField(_("facts"), default=dict)
    at = models.DateTimeField(_("happened"), default=timezone.now)
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    told_to = models.PositiveIntegerField(_("told to so many"), default=0)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice to subscribers")
        verbose_name_plural = _("notices to subscribers")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.dataset}: {self.get_kind_display()}"
