"""Forms of the sign-in pages; how they look is the templates' business."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.socialaccount import forms as social_forms
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.accounts.rules import may_use_password

CODE_INPUT = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


def _ask_for_email(field: forms.Field) -> None:
    field.label = _("E-mail address")
    field.widget.attrs = {"type": "email", "autocomplete": "email", "spellcheck": "false"}


def _ask_for_password(field: forms.Field) -> None:
    field.label = _("Password")
    field.help_text = ""
    field.widget.attrs = {"autocomplete": "current-password"}


def _ask_for_code(field: forms.Field) -> None:
    field.label = _("Code")
    field.widget.attrs = dict(CODE_INPUT)


class EmailLoginForm(account_forms.LoginForm):
    """Step one of signing in: an address to which a code is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_email(self.fields["login"])


class PasswordLoginForm(EmailLoginForm):
    """For staff. Anybody else's right password is answered like a wrong one."""

    user: User | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_password(self.fields["password"])

    def _setup_password_field(self) -> None:
        """Keeps the field that the library takes away where signing up asks for no password."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.user is not None and not may_use_password(self.user):
            self.user = None
            raise forms.ValidationError(account_forms.get_adapter().error_messages["email_password_mismatch"])
        return cleaned

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponseBase:
        response: HttpResponseBase = super().login(request, redirect_url)
        # The library has just set its own age for the session.
        request.session.set_expiry(settings.STAFF_SESSION_AGE)
        return response


class PasswordAgainForm(account_forms.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_password(self.fields["password"])


class CodeAgainRequestForm(account_forms.RequestReauthenticationCodeForm):
    """Where to send a code before something that matters; mostly there is one address, and it is chosen already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["recipient"]
        field.label = _("E-mail address")
        field.error_messages["invalid_choice"] = _("Choose one of your own addresses.")
        field.initial = next((value for value, _label in field.choices), None)


class CodeAgainForm(account_forms.ConfirmReauthenticationCodeForm):
    """That code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"])


class SignupForm(account_forms.SignupForm):
    """An account needs an address and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_email(self.fields["email"])


class SocialSignupForm(social_forms.SignupForm):
    """Asked only where the provider does not tell an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_email(self.fields["email"])


class LoginCodeForm(account_forms.ConfirmLoginCodeForm):
    """The code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"])


class EmailCodeForm(account_forms.ConfirmEmailVerificationCodeForm):
    """The code that proves a new address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"])


class NewEmailForm(account_forms.AddEmailForm):
    """Another address instead of the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_email(self.fields["email"])
        self.fields["email"].label = _("New e-mail address")


class SecondFactorForm(mfa_forms.AuthenticateForm):
    """The code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"])


class SecondFactorAgainForm(mfa_forms.ReauthenticateForm):
    """The same, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"])


class ActivateAppForm(totp_forms.ActivateTOTPForm):
    """The first code of a newly set up app proves that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"])
        self.fields["code"].label = _("Code that the app shows")
