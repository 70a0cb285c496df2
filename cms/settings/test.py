"""Tests: production without TLS, with quick passwords, mail in memory and files in a folder of the run."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0" * 40)
os.environ["HTTPS"] = "0"
os.environ["STAFF_SECOND_FACTOR"] = "0"

from cms.settings.base import *  # noqa: F403 (the lines above must come first)

_SCRATCH = Path(tempfile.mkdtemp(prefix="portal-tests-"))
MEDIA_ROOT = str(_SCRATCH / "public")
PRIVATE_ROOT = str(_SCRATCH / "private")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
    }
}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
# A limit of each test process's own.
API_BUCKETS_FILE = ""
# Tests write the counts of use down themselves.
USAGE_WRITE_SECONDS = 0
DEMO = False
# Only what is about other sites asks them, and then a server of its own.
OUTSIDE_LINKS = False
SEAL_DEMO = True
SEAL_FOLDER = str(_SCRATCH / "seal")
# Both towns of the tests are migrated at once (tests/databases.py).
TENANT_MULTIPROCESSING_CHUNKS = 1
