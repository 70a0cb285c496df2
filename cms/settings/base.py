"""Production. The other settings only loosen these."""

from __future__ import annotations

from pathlib import Path

import dj_email_url
from csp.constants import NONCE, SELF
from django.utils.translation import gettext_lazy as _

from cms.settings.environment import ROOT, read_environment

ENVIRONMENT = read_environment()
BASE_DIR = ROOT
VAR_DIR = ENVIRONMENT.var_dir

SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = ENVIRONMENT.secret_key_fallbacks
DEBUG = False
DEMO = False
# The table of domains is the list of allowed hosts: an unknown one gets a plain 404 (cms.municipalities.middleware).
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- What is installed -------------------------------------------------------------------------------------------

SHARED_APPS = [
    "django_tenants",
    "cms.municipalities",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.gis",
]
OWN_APPS = [
    "fixtures.demo",
    "pages.upkeep",
    "pages.search",
    "pages.home",
    "pages.content",
    "pages.news",
    "pages.events",
    "pages.contact",
    "pages.accessibility",
    "pages.landings",
    "pages.feedback",
    "pages.alerts",
    "pages.services",
    "pages.navigation",
    "pages.blocks",
    "pages.offices",
    "pages.base",
    "engagement.desk",
    "engagement.documents",
    "engagement.cases",
    "engagement.eservices",
    "engagement.intake",
    "maps.viewer",
    "maps.trees",
    "maps.places",
    "opendata.features",
    "opendata.tiles",
    "opendata.exports",
    "opendata.ingest",
    "opendata.quality",
    "opendata.community",
    "opendata.tables",
    "opendata.catalog",
    "opendata.access",
    "cms.notifications",
    "cms.guard",
    "cms.theme",
    "cms.files",
    "cms.media",
    "cms.audit",
    "cms.accounts",
    "cms.kit",
]
TENANT_APPS = [
    *OWN_APPS,
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.accounts.people_admin.PeopleAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "cms.accounts.gsis",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
]
INSTALLED_APPS = [*SHARED_APPS, *(app for app in TENANT_APPS if app not in SHARED_APPS)]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.kit.content_policy.ContentPolicyMiddleware",
    "cms.municipalities.middleware.MunicipalityMiddleware",
    "opendata.community.middleware.UsageMiddleware",
    "cms.municipalities.page_cache.PageCacheMiddleware",
    "cms.kit.compression.CarefulGZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.municipalities.languages.MunicipalityLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.accounts.middleware.AdminDoor",
    "pages.services.middleware.RefusedPublication",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "cms.theme.context.page_frame",
            ],
        },
    },
]

# --- Database, cache, files, tasks: storage.py ---------------------------------------------------------------------

from cms.settings.storage import *  # noqa: E402,F403 (a part of this file, for its length)

# --- Languages ---------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "el"
LANGUAGES = [("el", _("Greek")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
FORMAT_MODULE_PATH = "cms.theme.formats"
USE_TZ = True
TIME_ZONE = "Europe/Athens"
# Telephone numbers without a country code are of this country.
PHONE_REGION = "GR"
# The first that has a text wins; all of them win over the packages' own. What they leave in English is in the last.
LOCALE_PATHS = [str(ROOT / wing / "locale") for wing in ("cms", "opendata", "maps", "engagement", "pages")]
LOCALE_PATHS.append(str(ROOT / "cms" / "locale_packages"))

# --- People: people.py ---------------------------------------------------------------------------------------------

from cms.settings.people import *  # noqa: E402,F403 (a part of this file, for its length)

# --- Mail --------------------------------------------------------------------------------------------------------

_MAIL = dj_email_url.parse(ENVIRONMENT.email_url)
vars().update(_MAIL)
# The parser takes the first slash of a folder's path away.
EMAIL_FILE_PATH = str(Path("/", _MAIL["EMAIL_FILE_PATH"]))
EMAIL_TIMEOUT = _MAIL["EMAIL_TIMEOUT"] or 20
# Mail is written down in the transaction that sends it; the worker hands it on to the backend that EMAIL_URL names.
DELIVERY_EMAIL_BACKEND = (
    "cms.notifications.backends.FolderBackend"
    if "filebased" in _MAIL["EMAIL_BACKEND"]
    else _MAIL["EMAIL_BACKEND"]
)
EMAIL_BACKEND = "cms.notifications.backends.OutboxBackend"
DEFAULT_FROM_EMAIL = ENVIRONMENT.default_from_email

# --- Safety ------------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.https
SECURE_HSTS_PRELOAD = ENVIRONMENT.https
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
# The admin shows previews of pages in a frame of its own host; CSP's frame-ancestors says the same.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

# --- Wagtail -----------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Stoa"
# How a town's own host is written in links (cms.municipalities.addresses). With TLS a proxy stands before us.
PORTAL_SCHEME = "https" if ENVIRONMENT.https else "http"
PORTAL_PORT = "" if ENVIRONMENT.https or ENVIRONMENT.port == 80 else f":{ENVIRONMENT.port}"
# Where no town is meant.
WAGTAILADMIN_BASE_URL = f"{PORTAL_SCHEME}://localhost{PORTAL_PORT}"
WAGTAILIMAGES_IMAGE_MODEL = "cms_media.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.PortalImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "cms_media.PortalDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
# fmt: off
WAGTAILDOCS_EXTENSIONS = [
    "pdf", "odt", "ods", "odp", "odg", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "rtf", "txt", "epub",
    "csv", "tsv", "json", "geojson", "xml", "gml", "kml", "kmz", "gpkg", "zip", "dwg", "dxf", "ics",
    "mp3", "mp4", "jpg", "jpeg", "png",
]
# fmt: on
# No SVG: it is a program. What telephones send as HEIC is kept as JPEG (cms.media.metadata).
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# People's addresses are changed with a code (account_email), passwords are not reset by mail.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_USER_TIME_ZONES = ["Europe/Athens", "Europe/Nicosia", "Europe/Brussels", "Europe/London", "UTC"]
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
TAGGIT_CASE_INSENSITIVE = True

# --- The open API: open_api.py -------------------------------------------------------------------------------------

from cms.settings.open_api import *  # noqa: E402,F403 (a part of this file, for its length)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # They tell of each page and task that went well; the log of deeds, pages and task rows do so already.
    "loggers": {name: {"level": "WARNING"} for name in ("wagtail", "django_tasks", "django_tasks_db")},
}
