"""A certification authority on loopback: certificates with a revocation list to fetch, and a timestamp service."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

NOW = datetime.now(UTC)
DER = serialization.Encoding.DER
PASSPHRASE = "a passphrase"


def named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def usage(*allowed: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
    )
    every += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: name in allowed for name in every})


@dataclass
class Pair:
    """A key and its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(DER)

    @property
    def key_der(self) -> bytes:
        return self.key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())

    @property
    def key_der_traditional(self) -> bytes:
        return self.key.private_bytes(
            DER, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )

    def as_pkcs12(self, path: Path, *others: x509.Certificate) -> Path:
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(
                b"seal", self.key, self.certificate, others, BestAvailableEncryption(PASSPHRASE.encode())
            )
        )
        return path


@dataclass
class Authority:
    """`asked`: the paths that were asked for."""

    url: str = ""
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.root = self.issue("Authority of Trial", own=True)
        self.clock: Pair

    def issue(self, name: str, *extensions: tuple[Any, bool], own: bool = False) -> Pair:
        """A certificate by this authority; its own where it signs itself."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        issuer = key if own else self.root.key
        builder = (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(named(name) if own else self.root.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=1))
            .not_valid_after(NOW + timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=own, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), critical=False
            )
        )
        if own:
            builder = builder.add_extension(
                usage("key_cert_sign", "crl_sign", "digital_signature"), critical=True
            )
        else:
            builder = builder.add_extension(usage("digital_signature", "content_commitment"), critical=True)
            place = x509.UniformResourceIdentifier(f"{self.url}/revoked.crl")
            point = x509.DistributionPoint([place], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical=critical)
        return Pair(key, builder.sign(issuer, hashes.SHA256()))

    def issue_clock(self) -> None:
        only = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        self.clock = self.issue("Clock of Trial", (only, True))

    def revoked(self) -> bytes:
        """The list, on which nobody stands."""
        return (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.root.certificate.subject)
            .last_update(NOW - timedelta(hours=1))
            .next_update(NOW + timedelta(days=1))
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root.key.public_key()), critical=False
            )
            .add_extension(x509.CRLNumber(1), critical=False)
            .sign(self.root.key, hashes.SHA256())
            .public_bytes(DER)
        )

    def timestamp(self, asked: bytes) -> bytes:
        """RFC 3161."""
        clock = DummyTimeStamper(
            tsa_cert=asn1_x509.Certificate.load(self.clock.der),
            tsa_key=keys.PrivateKeyInfo.load(self.clock.key_der),
            certs_to_embed=[asn1_x509.Certificate.load(self.root.der)],
        )
        return bytes(clock.request_tsa_response(tsp.TimeStampReq.load(asked)).dump())

    def roots_pem(self, path: Path) -> Path:
        path.write_bytes(self.root.certificate.public_bytes(serialization.Encoding.PEM))
        return path


@contextmanager
def authority() -> Iterator[Authority]:
    """Serves until the block ends."""
    served = Authority()

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            self.answer("application/pkix-crl", served.revoked())

        def do_POST(self) -> None:
            served.asked.append(self.path)
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            self.answer("application/timestamp-reply", served.timestamp(asked))

        def answer(self, kind: str, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: Any) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    served.url = f"http://127.0.0.1:{server.server_address[1]}"
    served.issue_clock()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
