"""How the sign-in library behaves here."""

from __future__ import annotations

import base64
import hashlib
from email.utils import formataddr
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.signup import get_signup_url
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.utils import build_absolute_uri
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.encoding import force_bytes

from cms.accounts.models import User
from cms.accounts.rules import may_enter_admin
from cms.municipalities.querysets import current_municipality

CODE_WAS_SENT = ("account/messages/login_code_sent.txt", "account/messages/email_confirmation_sent.txt")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up and sign-in. Mail speaks in the name of the municipality."""

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_from_email(self) -> str:
        return formataddr((current_municipality().name, settings.DEFAULT_FROM_EMAIL))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {"municipality": current_municipality(), **context})

    def send_account_already_exists_mail(self, email: str) -> None:
        """Ours leads to the sign-in page: there is no password to reset."""
        request = current.request
        links = {
            "login_url": build_absolute_uri(request, reverse("account_login")),
            "signup_url": get_signup_url(request),
        }
        self.send_mail("account/email/account_already_exists", email, links)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *rest: Any, **more: Any
    ) -> None:
        """The page itself says that a code was sent. Whoever asks for another one is told that there is a new one."""
        if message_template in CODE_WAS_SENT and request.POST.get("action") == "resend":
            message_template, more["extra_tags"] = "account/messages/code_sent_again.txt", "again"
        super().add_message(request, level, message_template, *rest, **more)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if may_enter_admin(request.user):
            return reverse("wagtailadmin_home")
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return "/"


class SocialAdapter(DefaultSocialAccountAdapter):
    """Sign-in by OpenID Connect."""

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """An outside provider never opens a staff account just because it names the same address."""
        if not super().can_authenticate_by_email(login, email):
            return False
        known = User.objects.filter(email__iexact=email).first()
        return known is None or not may_enter_admin(known)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors. Their secrets are stored encrypted with the installation's key."""

    def get_totp_issuer(self) -> str:
        return str(current_municipality().name)

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def encrypted_anew(encrypted_text: str) -> str:
    """The same secret under the present key; raises InvalidToken when no key that is known opens it."""
    return _box().rotate(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key_of(secret)) for secret in keys])


def _key_of(secret: str | bytes) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"second factor " + force_bytes(secret)).digest())
