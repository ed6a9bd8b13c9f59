"""Secrets at rest: sealed with a key derived from SECRET_KEY, so that a copy of the database alone gives none away."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(Exception):
    """The secret was sealed with another SECRET_KEY: it must be typed in anew."""


class Seal:
    """Seals secrets of one purpose (yorisoi.channels.mailbox): what another purpose sealed it cannot open."""

    def __init__(self, purpose: str) -> None:
        self._purpose = purpose.encode()

    def _fernet(self, secret_key: str) -> Fernet:
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=self._purpose).derive(secret_key.encode())
        return Fernet(base64.urlsafe_b64encode(key))

    def _keys(self) -> MultiFernet:
        keys = (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))
        return MultiFernet([self._fernet(key) for key in keys])

    def seal(self, text: str) -> str:
        """Sealed text, safe to store; never the same twice. "" stays ""."""
        return self._keys().encrypt(text.encode()).decode("ascii") if text else ""

    def unseal(self, sealed: str) -> str:
        """The text again. Former secret keys still open it; SealBroken when none does."""
        if not sealed:
            return ""
        try:
            return self._keys().decrypt(sealed.encode("ascii")).decode()
        except InvalidToken:
            raise SealBroken("sealed with another SECRET_KEY") from None
