"""A key of our own making, for trials: its certificate says DEMO, and so does every page that shows its seal.

It lies in VAR_DIR/seal, outside of the database and of what a backup of a town takes, readable by its owner only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.utils import timezone

from engagement.documents.sealing.providers.pkcs12 import load

DAYS = 10 * 365
# Not a secret: the file's mode protects a key that protects nothing.
PASSPHRASE = b"demonstration"


class DemoKey:
    """One key a town, made when it is first asked for."""

    name = "demo"
    is_demonstration = True

    def __init__(self, folder: Path, town: str, title: str) -> None:
        self.path = folder / f"demo-{town}.p12"
        self.title = title

    @contextmanager
    def signer(self) -> Iterator[Any]:
        """See KeyProvider."""
        self.ensure()
        yield load(self.path, PASSPHRASE)

    def ensure(self) -> None:
        """Makes the key where there is none. Two processes at once: the first one's counts."""
        if self.path.exists():
            return
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        own = self.path.with_suffix(f".{os.getpid()}.new")
        own.unlink(missing_ok=True)
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_new_key(f"DEMO {self.title}"[:64]))
        try:
            os.link(own, self.path)
        except FileExistsError:
            pass
        finally:
            own.unlink()


def _new_key(title: str) -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, title),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "DEMO – no legal value"),
        ]
    )
    now = timezone.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signing(), critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"seal", key, certificate, None, BestAvailableEncryption(PASSPHRASE)
    )


def _for_signing() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
