"""Whose key seals, and how strongly: a file, a token, a timestamp service, an authority that can be asked."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from engagement.documents.errors import SealFailed
from engagement.documents.sealing.checking import look_at_seal
from engagement.documents.sealing.signing import Sealed, seal_digest, seal_pdf
from tests.engagement.documents.test_drawing import drawn
from tests.factories.authority import PASSPHRASE, Authority, Pair, authority

pytestmark = pytest.mark.django_db
TOKEN_LIBRARY = next(
    (path for path in map(Path, ("/usr/lib/softhsm/libsofthsm2.so",)) if path.exists()), None
)


@pytest.fixture(scope="module")
def trust() -> Iterator[Authority]:
    with authority() as served:
        yield served


@pytest.fixture(scope="module")
def town_key(trust: Authority) -> Pair:
    return trust.issue("Municipality of Trial")


@pytest.fixture
def key_file(trust: Authority, town_key: Pair, settings: Any, tmp_path: Path) -> Path:
    """The settings name a PKCS#12 file, and nothing else."""
    path = town_key.as_pkcs12(tmp_path / "seal.p12", trust.root.certificate)
    settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE, settings.SEAL_DEMO = str(path), PASSPHRASE, False
    settings.SEAL_TIMESTAMP_URL, settings.SEAL_TRUST_ROOTS = "", ""
    return path


def seal() -> Sealed:
    return seal_pdf(drawn(), reason="Issued", location="Trial")


def test_a_key_in_a_file_seals_in_its_own_name(key_file: Path) -> None:
    made = seal()
    assert (made.level, made.is_demonstration) == ("B-B", False)
    assert "Municipality of Trial" in made.subject
    seen = look_at_seal(made.pdf)
    assert (seen.whole, seen.certificate) == (True, made.certificate)


def test_a_wrong_passphrase_is_told_without_repeating_it(key_file: Path, settings: Any) -> None:
    settings.SEAL_PASSPHRASE = "guessed-in-vain"
    with pytest.raises(SealFailed) as problem:
        seal()
    assert "guessed-in-vain" not in str(problem.value)


def test_a_file_that_is_not_there_is_told(settings: Any) -> None:
    settings.SEAL_PKCS12 = "/nowhere/seal.p12"
    with pytest.raises(SealFailed, match="cannot be read"):
        seal()


def test_a_timestamp_service_makes_it_b_t(key_file: Path, trust: Authority, settings: Any) -> None:
    settings.SEAL_TIMESTAMP_URL, settings.SEAL_LONG_TERM = f"{trust.url}/time", False
    made = seal()
    assert made.level == "B-T"
    sealed = PdfFileReader(BytesIO(made.pdf)).embedded_signatures[0]
    context = ValidationContext(trust_roots=[x509.Certificate.load(trust.root.der)])
    status = validate_pdf_signature(sealed, context)
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.trusted
    assert look_at_seal(made.pdf).whole


def test_with_the_authoritys_answers_inside_it_can_be_checked_later_without_asking(
    key_file: Path, trust: Authority, settings: Any, tmp_path: Path
) -> None:
    settings.SEAL_TIMESTAMP_URL, settings.SEAL_LONG_TERM = f"{trust.url}/time", True
    settings.SEAL_TRUST_ROOTS = str(trust.roots_pem(tmp_path / "roots.pem"))
    made = seal()
    assert made.level == "B-LT"
    assert "/revoked.crl" in trust.asked
    reader = PdfFileReader(BytesIO(made.pdf))
    kept = DocumentSecurityStore.read_dss(reader).as_validation_context(
        {
            "trust_roots": [x509.Certificate.load(trust.root.der)],
            "allow_fetching": False,
            "revocation_mode": "require",
        }
    )
    status = validate_pdf_signature(reader.embedded_signatures[0], kept)
    assert status.bottom_line


def test_where_the_authority_is_not_known_it_stays_at_b_t(
    key_file: Path, trust: Authority, settings: Any
) -> None:
    settings.SEAL_TIMESTAMP_URL, settings.SEAL_LONG_TERM = f"{trust.url}/time", True
    assert seal().level == "B-T"


def test_a_timestamp_service_that_does_not_answer_is_a_reason_to_try_again(
    key_file: Path, settings: Any
) -> None:
    settings.SEAL_TIMESTAMP_URL = "http://127.0.0.1:9/time"
    with pytest.raises(SealFailed):
        seal()


def test_a_day_gets_a_timestamp_where_there_is_a_service(
    key_file: Path, trust: Authority, settings: Any
) -> None:
    settings.SEAL_TIMESTAMP_URL = f"{trust.url}/time"
    assert b"Clock of Trial" in seal_digest("0" * 64)


@pytest.fixture
def token(town_key: Pair, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token in software (Debian's softhsm2) that holds the town's key; it does not come out of it."""
    if TOKEN_LIBRARY is None:
        pytest.fail("softhsm2 is not installed; `make test` installs it.")
    folder = tmp_path / "tokens"
    folder.mkdir()
    config = tmp_path / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(config))
    options = ["--init-token", "--free", "--label", "seals", "--pin", "1234", "--so-pin", "5678"]
    subprocess.run(["softhsm2-util", *options], check=True, capture_output=True, env=dict(os.environ))
    keep_in_token(town_key)
    settings.SEAL_PKCS11_MODULE, settings.SEAL_PKCS11_TOKEN = str(TOKEN_LIBRARY), "seals"
    settings.SEAL_PKCS11_LABEL, settings.SEAL_PKCS11_PIN = "seal", "1234"


def keep_in_token(pair: Pair) -> None:
    import pkcs11
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    named = {pkcs11.Attribute.LABEL: "seal", pkcs11.Attribute.ID: b"1", pkcs11.Attribute.TOKEN: True}
    key = decode_rsa_private_key(pair.key_der_traditional)
    with (
        pkcs11.lib(str(TOKEN_LIBRARY))
        .get_token(token_label="seals")
        .open(rw=True, user_pin="1234") as session
    ):
        session.create_object({**key, **named, pkcs11.Attribute.SENSITIVE: True})
        session.create_object({**decode_x509_certificate(pair.der), **named})


def test_a_key_in_a_token_seals_without_leaving_it(token: None, trust: Authority) -> None:
    made = seal()
    assert "Municipality of Trial" in made.subject
    assert look_at_seal(made.pdf).whole


def test_a_wrong_pin_is_told_without_repeating_it(token: None, settings: Any) -> None:
    settings.SEAL_PKCS11_PIN = "9999"
    with pytest.raises(SealFailed) as problem:
        seal()
    assert "9999" not in str(problem.value)
