"""Pages of one's own account. Only those that are used are routed; cms.urls puts the language in front."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path
from django.views.generic import RedirectView

from cms.accounts import views
from cms.accounts.forms import CodeAgainRequestForm
from cms.accounts.gsis import views as gsis
from cms.accounts.providers import leads_to_providers, survives_silence

urlpatterns = [
    path("", views.home, name="account_home"),
    path("login/", leads_to_providers(account.login), name="account_login"),
    path("login/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/password/", views.PasswordLoginView.as_view(), name="account_login_password"),
    # The library wants a page that asks for a code; here that is the sign-in page itself.
    path(
        "login/request/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="account_request_login_code",
    ),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", leads_to_providers(account.signup), name="account_signup"),
    path("email/", account.email, name="account_email"),
    path("email/confirm/", account.email_verification_sent, name="account_email_verification_sent"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path(
        "confirm/code/",
        account.RequestReauthenticationCodeView.as_view(form_class=CodeAgainRequestForm),
        name="account_request_reauthentication_code",
    ),
    path(
        "confirm/code/enter/",
        account.confirm_reauthentication_code,
        name="account_confirm_reauthentication_code",
    ),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/enter/", mfa.authenticate, name="mfa_authenticate"),
    path("second-factor/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/recovery/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/recovery/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("with/", leads_to_providers(social.connections), name="socialaccount_connections"),
    path("with/signup/", social.signup, name="socialaccount_signup"),
    path("with/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("with/error/", social.login_error, name="socialaccount_login_error"),
    path("with/gsis/", leads_to_providers(survives_silence(gsis.login)), name="gsis_login"),
    path(
        "with/<slug:provider_id>/",
        leads_to_providers(survives_silence(openid.login)),
        name="openid_connect_login",
    ),
]
