"""Where things are in this checkout, and the few names that ops shares with Django."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
ENV_FILE = VAR / "env"
STAMPS = VAR / "stamps"
LOGS = VAR / "log"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"

DATABASE_NAME = "stoa"
DATABASE_ROLE = "stoa"
# May only read open data; the portal takes it on for its open API (cms.municipalities.reading_role).
READING_ROLE = f"{DATABASE_ROLE}_reader"
EXTENSIONS = ("postgis", "unaccent", "pg_trgm", "btree_gist")

SETTINGS_DEMO = "cms.settings.demo"
SETTINGS_PRODUCTION = "cms.settings.base"
SETTINGS_TEST = "cms.settings.test"

WSGI_APP = "cms.wsgi:application"
# The background worker's management command, in one place because the package that owns it is young.
WORKER_COMMAND = ("work",)
WINGS = ("cms", "opendata", "maps", "engagement", "pages")
