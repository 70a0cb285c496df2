"""Puts questions, uses and subscriptions into the admin, below "Data"."""

from __future__ import annotations

from wagtail import hooks

from opendata.community.viewsets import QuestionViewSet, ReuseViewSet, SubscriptionViewSet


@hooks.register("register_admin_viewset")
def register_questions() -> QuestionViewSet:
    """Questions, in the menu "Data"."""
    return QuestionViewSet()


@hooks.register("register_admin_viewset")
def register_uses() -> ReuseViewSet:
    """Uses, in the menu "Data"."""
    return ReuseViewSet()


@hooks.register("register_admin_viewset")
def register_subscriptions() -> SubscriptionViewSet:
    """Subscriptions, in the menu "Data"."""
    return SubscriptionViewSet()
