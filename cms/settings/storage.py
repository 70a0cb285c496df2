"""Where rows, files and what is remembered lie, and who works on tasks. Part of base.py."""

from __future__ import annotations

import dj_database_url

from cms.settings import geo_libraries
from cms.settings.environment import read_environment

ENVIRONMENT = read_environment()
VAR_DIR = ENVIRONMENT.var_dir

_DATABASE = dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=600, conn_health_checks=False)
_DATABASE_OPTIONS = {
    # Many short questions at once: one that takes a second process, or compiles itself, slows all others down.
    "options": "-c jit=off -c max_parallel_workers_per_gather=0",
    **_DATABASE.get("OPTIONS", {}),
}
DATABASES = {
    "default": {**_DATABASE, "OPTIONS": _DATABASE_OPTIONS, "ENGINE": "cms.municipalities.postgis"},
}
ORIGINAL_BACKEND = "django.contrib.gis.db.backends.postgis"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_MODEL = "cms_municipalities.Municipality"
TENANT_DOMAIN_MODEL = "cms_municipalities.Domain"
# One SET search_path a request, not one a query.
TENANT_LIMIT_SET_CALLS = True
GDAL_LIBRARY_PATH = geo_libraries.gdal_library(ENVIRONMENT.gdal_library)
GEOS_LIBRARY_PATH = geo_libraries.geos_library(ENVIRONMENT.geos_library)

_SHARED_CACHE = (
    {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENVIRONMENT.cache_url}
    if ENVIRONMENT.cache_url
    else {
        # Files are shared by the processes of one machine; several machines name a Redis in CACHE_URL.
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR_DIR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
)
CACHES = {"default": {**_SHARED_CACHE, "KEY_FUNCTION": "django_tenants.cache.make_key"}}

MEDIA_ROOT = str(VAR_DIR / "files" / "public")
MEDIA_URL = "/media/"
PRIVATE_ROOT = str(VAR_DIR / "files" / "private")
STATIC_ROOT = str(ENVIRONMENT.static_dir)
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "cms.media.storage.PublicTownStorage"},
    "private": {"BACKEND": "cms.media.storage.PrivateTownStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The review of an uploaded file asks nine things of each column, and files have up to hundreds of them.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Hosts of others that datasets may be fetched from.
HARVEST_HOSTS = ENVIRONMENT.harvest_hosts
# Whether the nightly look for broken links asks other sites too.
OUTSIDE_LINKS = ENVIRONMENT.outside_links
FILE_UPLOAD_PERMISSIONS = 0o640
# The virus scanner, how long the worker waits for it, and how long a file waits for the form that takes it.
CLAMAV_ADDRESS = ENVIRONMENT.clamav_address
CLAMAV_SECONDS = ENVIRONMENT.clamav_seconds
UNCLAIMED_FILES_HOURS = ENVIRONMENT.unclaimed_files_hours

# The key of the electronic seal (engagement.documents.sealing): never in the database, never in a town's backup.
SEAL_PKCS12 = ENVIRONMENT.seal_pkcs12
SEAL_PASSPHRASE = ENVIRONMENT.seal_passphrase
SEAL_PKCS11_MODULE = ENVIRONMENT.seal_pkcs11_module
SEAL_PKCS11_TOKEN = ENVIRONMENT.seal_pkcs11_token
SEAL_PKCS11_LABEL = ENVIRONMENT.seal_pkcs11_label
SEAL_PKCS11_PIN = ENVIRONMENT.seal_pkcs11_pin
SEAL_TIMESTAMP_URL = ENVIRONMENT.seal_timestamp_url
SEAL_LONG_TERM = ENVIRONMENT.seal_long_term
# PEM: the authorities that issued the seal's and the timestamps' certificates, for level B-LT.
SEAL_TRUST_ROOTS = ENVIRONMENT.seal_trust_roots
# Where the demonstration's own key lies, and whether it may be used at all.
SEAL_FOLDER = str(VAR_DIR / "seal")
SEAL_DEMO = False

TASKS = {"default": {"BACKEND": "cms.kit.tasks.TownTaskBackend", "QUEUES": []}}
