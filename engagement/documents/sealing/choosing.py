"""The key of this town's seal."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from cms.kit.schemas import current_schema
from cms.municipalities.querysets import current_municipality
from engagement.documents.errors import NoSealKey
from engagement.documents.sealing.contract import KeyProvider


def seal_key() -> KeyProvider:
    """A token where SEAL_PKCS11_MODULE names one, a file where SEAL_PKCS12 does, the demo's where SEAL_DEMO is set.

    Raises NoSealKey: in production nothing is sealed by a key that has no value.
    """
    town = current_schema()
    if settings.SEAL_PKCS11_MODULE:
        from engagement.documents.sealing.providers.pkcs11 import Pkcs11Key

        return Pkcs11Key(
            module=settings.SEAL_PKCS11_MODULE,
            token=settings.SEAL_PKCS11_TOKEN.replace("{town}", town),
            label=settings.SEAL_PKCS11_LABEL.replace("{town}", town),
            pin=settings.SEAL_PKCS11_PIN,
        )
    if settings.SEAL_PKCS12:
        from engagement.documents.sealing.providers.pkcs12 import Pkcs12Key

        return Pkcs12Key(Path(settings.SEAL_PKCS12.replace("{town}", town)), settings.SEAL_PASSPHRASE)
    if settings.SEAL_DEMO:
        from engagement.documents.sealing.providers.demo import DemoKey

        return DemoKey(Path(settings.SEAL_FOLDER), town, current_municipality().name)
    raise NoSealKey


def is_demonstration() -> bool:
    """Whether what is sealed now has no legal value."""
    try:
        return seal_key().is_demonstration
    except NoSealKey:
        return False
