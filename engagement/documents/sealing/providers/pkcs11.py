"""The key in a token or a hardware module (PKCS#11): it never comes near this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from engagement.documents.errors import SealFailed


@dataclass(frozen=True)
class Pkcs11Key:
    """`module` is the path of the maker's library; the certificate's label is the key's as well."""

    module: str
    token: str
    label: str
    pin: str

    name = "pkcs11"
    is_demonstration = False

    @contextmanager
    def signer(self) -> Iterator[Any]:
        """See KeyProvider. A session lasts for one document."""
        # The maker's library is loaded only where one is named.
        from pkcs11.exceptions import PKCS11Error
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

        try:
            session = open_pkcs11_session(
                self.module, token_criteria=TokenCriteria(label=self.token), user_pin=self.pin or None
            )
        except (PKCS11Error, RuntimeError) as problem:
            raise SealFailed(f"The token of the seal does not open: {type(problem).__name__}.") from None
        with session:
            yield PKCS11Signer(session, cert_label=self.label)
