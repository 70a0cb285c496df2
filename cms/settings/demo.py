"""The demo on one's own machine: production without TLS, and without a second factor for staff."""

import os

os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("STAFF_SECOND_FACTOR", "0")

from cms.settings.base import *  # noqa: F403 (the two lines above must come first)

DEMO = True
# Sealed by a key of our own making, and shown as such.
SEAL_DEMO = True
