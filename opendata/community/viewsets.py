"""Data -> Questions, Data -> Uses, Data -> Subscriptions in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from opendata.catalog.viewsets import DATA_MENU
from opendata.community.actions import change_question, change_reuse
from opendata.community.models import Question, Reuse, Subscription
from opendata.community.subscribing import drop_subscription


class SentByPeople(ModelPermissionPolicy):
    """They come from the public pages; here they are read and decided on."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and bool(super().user_has_permission(user, action))


class AskedForByMail(SentByPeople):
    """Nobody else may say where to write; staff stop it for somebody who asks them to."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "change" and super().user_has_permission(user, action)


class SubscriptionDeleteView(generic.DeleteView):
    """Stops the mails to one address."""

    def delete_action(self) -> None:
        drop_subscription(self.object, by=self.request.user)


class QuestionEditView(generic.EditView):
    """Notes that a question is answered."""

    def save_instance(self) -> Question:
        question: Question = self.form.save(commit=False)
        change_question(question, by=self.request.user)
        return question


class ReuseEditView(generic.EditView):
    """Decides on a use; its words may be put right."""

    def save_instance(self) -> Reuse:
        reuse: Reuse = self.form.save(commit=False)
        change_reuse(reuse, by=self.request.user)
        return reuse


class _SentViewSet(ModelViewSet):
    """What both lists have in common."""

    menu_hook = DATA_MENU
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        """See SentByPeople."""
        return SentByPeople(self.model)


class QuestionViewSet(_SentViewSet):
    """Questions, those without an answer first."""

    model = Question
    name = "dataset_questions"
    menu_label = _("Questions")
    menu_name = "dataset-questions"
    menu_order = 60
    icon = "help"
    edit_view_class = QuestionEditView
    list_filter = ["answered", "dataset"]
    list_display = [
        "__str__",
        Column("email", label=_("e-mail")),
        DateColumn("asked_at", label=_("asked")),
        BooleanColumn("answered", label=_("answered")),
    ]
    panels = [
        FieldPanel("dataset", read_only=True),
        FieldPanel("text", read_only=True),
        FieldPanel("name", read_only=True),
        FieldPanel("email", read_only=True),
        FieldPanel("asked_at", read_only=True),
        FieldPanel("answered"),
    ]


class ReuseViewSet(_SentViewSet):
    """Uses, with what was decided on each."""

    model = Reuse
    name = "dataset_uses"
    menu_label = _("Uses")
    menu_name = "dataset-uses"
    menu_order = 65
    icon = "pick"
    edit_view_class = ReuseEditView
    list_filter = ["state", "dataset"]
    list_display = [
        "title",
        Column("dataset", label=_("dataset")),
        Column("url", label=_("address")),
        Column("get_state_display", label=_("state")),
        DateColumn("sent_at", label=_("sent")),
    ]
    panels = [
        FieldPanel("dataset", read_only=True),
        FieldPanel("state"),
        FieldPanel("title"),
        FieldPanel("url"),
        FieldPanel("text"),
        FieldPanel("email", read_only=True),
        FieldPanel("sent_at", read_only=True),
    ]


class SubscriptionViewSet(_SentViewSet):
    """Who is told of changes, and whose address waits for its owner's word."""

    model = Subscription
    name = "dataset_subscriptions"
    menu_label = _("Subscriptions")
    menu_name = "dataset-subscriptions"
    menu_order = 70
    icon = "mail"
    delete_view_class = SubscriptionDeleteView
    list_filter = ["dataset"]
    search_fields = ["email"]
    inspect_view_enabled = True
    inspect_view_fields = ["email", "dataset", "language", "asked_at", "confirmed_at"]
    list_display = [
        "email",
        Column("dataset", label=_("dataset")),
        BooleanColumn("is_confirmed", label=_("confirmed")),
        DateColumn("asked_at", label=_("asked")),
    ]
    form_fields = ["email"]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        """See AskedForByMail."""
        return AskedForByMail(self.model)
