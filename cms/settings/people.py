"""Who signs in, and how: residents by code or OpenID Connect, staff with a second factor. Part of base.py."""

from __future__ import annotations

import json
from typing import Any

from cms.settings.environment import read_environment

ENVIRONMENT = read_environment()

AUTH_USER_MODEL = "cms_accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "cms.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT.https else "http"
ACCOUNT_FORMS = {
    "login": "cms.accounts.forms.EmailLoginForm",
    "signup": "cms.accounts.forms.SignupForm",
    "reauthenticate": "cms.accounts.forms.PasswordAgainForm",
    "confirm_reauthentication_code": "cms.accounts.forms.CodeAgainForm",
    "add_email": "cms.accounts.forms.NewEmailForm",
    "confirm_login_code": "cms.accounts.forms.LoginCodeForm",
    "confirm_email_verification_code": "cms.accounts.forms.EmailCodeForm",
}
# Digits in groups: they can be typed on any keyboard, Greek or Latin.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies
SOCIALACCOUNT_ADAPTER = "cms.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "openid_connect": {"APPS": json.loads(ENVIRONMENT.openid_providers)}
}
if ENVIRONMENT.gsis_client_id:
    SOCIALACCOUNT_PROVIDERS["gsis"] = {
        "APPS": [
            {
                "client_id": ENVIRONMENT.gsis_client_id,
                "secret": ENVIRONMENT.gsis_secret,
                "settings": {"server_url": ENVIRONMENT.gsis_server},
            }
        ]
    }
SOCIALACCOUNT_FORMS = {"signup": "cms.accounts.forms.SocialSignupForm"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
MFA_ADAPTER = "cms.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "cms.accounts.forms.SecondFactorForm",
    "reauthenticate": "cms.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "cms.accounts.forms.ActivateAppForm",
}
# A telephone's clock may be half a minute off, and typing takes its time.
MFA_TOTP_TOLERANCE = 1
STAFF_SECOND_FACTOR = ENVIRONMENT.staff_second_factor
STAFF_SESSION_AGE = 12 * 60 * 60
LOGIN_URL = "account_login"
# Where a resident goes on: what they came for, rather than the settings of the account.
LOGIN_REDIRECT_URL = "engagement_desk:my"
