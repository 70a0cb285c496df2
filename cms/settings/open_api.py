"""The open API: how it answers, how much of it, in which role. A part of base.py."""

from __future__ import annotations

from cms.settings.environment import read_environment

ENVIRONMENT = read_environment()
VAR_DIR = ENVIRONMENT.var_dir

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "UNAUTHENTICATED_USER": None,
}

# Units a minute for whoever asks without a key, and those that a new key has; see cms.kit.api.limits.
API_ANONYMOUS_UNITS = ENVIRONMENT.api_anonymous_units
API_KEY_UNITS = ENVIRONMENT.api_key_units
# Shared by the processes of this machine; with CACHE_URL the buckets are in Redis.
API_BUCKETS_FILE = str(VAR_DIR / "cache" / "buckets")
# Each process counts the use of datasets in its memory and writes it down so often; 0: never by itself.
USAGE_WRITE_SECONDS = 60
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
# How long the database works on one question of the API, and the role in which it is asked (cms.kit.reading).
API_SECONDS = ENVIRONMENT.api_seconds
# For how long earlier states of published rows can be asked for; 0 for ever.
HISTORY_DAYS = ENVIRONMENT.history_days
API_DATABASE_ROLE = ENVIRONMENT.api_database_role

SPECTACULAR_SETTINGS = {
    # The check would describe Wagtail's own API too, which is none of ours.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}
