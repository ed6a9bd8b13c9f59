"""Secrets at rest: sealed with a key derived from SECRET_KEY, so that a copy of the database alone gives none away."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(Exception):
    """The secret was sealed with another SECRET_KEY: it must be typed in anew."""


def _fernet(secret_key: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"yorisoi.channels.mailbox").derive(secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def _keys() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))])


def seal(text: str) -> str:
    """Sealed text, safe to store; never the same twice. "" stays ""."""
    return _keys().encrypt(text.encode()).decode("ascii") if text else ""


def unseal(sealed: str) -> str:
    """The text again. Former secret keys still open it; SealBroken when none does."""
    if not sealed:
        return ""
    try:
        return _keys().decrypt(sealed.encode("ascii")).decode()
    except InvalidToken:
        raise SealBroken("sealed with another SECRET_KEY") from None
