"""The scanner of this installation."""

from __future__ import annotations

from django.conf import settings

from cms.files.scanner.contract import Scanner
from cms.files.scanner.providers.clamav import ClamavScanner
from cms.files.scanner.providers.demo import DemoScanner


def scanner() -> Scanner:
    """ClamAV where CLAMAV_ADDRESS names one, else the demo's."""
    address: str = settings.CLAMAV_ADDRESS
    return ClamavScanner(address) if address else DemoScanner()
