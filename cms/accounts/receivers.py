"""What follows a sign-in."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import get_language

from cms.accounts.models import User
from cms.accounts.rules import may_enter_admin


@receiver(user_logged_in)
def shorten_staff_session(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """A working day, not two weeks: a town hall's computers are shared."""
    if may_enter_admin(user):
        request.session.set_expiry(settings.STAFF_SESSION_AGE)


@receiver(user_logged_in)
def remember_language(user: User, **_kwargs: Any) -> None:
    """Later mail is written in the language in which the person first signed in."""
    if not user.language:
        User.objects.filter(pk=user.pk).update(language=get_language() or settings.LANGUAGE_CODE)


@receiver(authenticator_added)
def trust_after_new_factor(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Whoever has typed in a code of the new app need not wait for the next to see the recovery codes."""
    record_authentication(request, user, method="mfa", reauthenticated=True)
