"""Signs by which we know our own messages when they are answered or come back.

A token is the outbound id (26 characters of base 32) and a keyed BLAKE2b of it (13 characters, 64 bits). It stands in
the Message-ID, in the reply address after a `+`, and in the body marker; letter case may be lost on the way.
"""

import hmac
import re
from base64 import b32decode, b32encode
from collections.abc import Iterator
from hashlib import blake2b
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

_TOKEN = re.compile(r"(?<![a-z2-7])y([a-z2-7]{26})([a-z2-7]{13})(?![a-z2-7])", re.IGNORECASE)
_MAC_BYTES = 8


def _word(content: bytes) -> str:
    return b32encode(content).decode("ascii").rstrip("=").lower()


def _mac(content: bytes, secret: str) -> str:
    key = blake2b(secret.encode(), digest_size=32, person=b"yorisoi-channels").digest()
    return _word(blake2b(content, digest_size=_MAC_BYTES, key=key).digest())


def token(outbound_id: UUID) -> str:
    """40 characters, lower-case letters and digits 2-7."""
    return f"y{_word(outbound_id.bytes)}{_mac(outbound_id.bytes, settings.SECRET_KEY)}"


def read_tokens(text: str) -> Iterator[UUID]:
    """The outbound ids of all genuine tokens in a text, in order. Former secret keys still count."""
    for found in _TOKEN.finditer(text):
        content = b32decode(found.group(1).upper() + "======")
        said = found.group(2).lower()
        if any(hmac.compare_digest(said, _mac(content, key)) for key in _keys()):
            yield UUID(bytes=content)


def unsubscribe_token(outbound_id: UUID) -> str:
    """For the address at which its receiver leaves campaigns: not the sign above, which whoever is answered sees."""
    return _leaving().sign(_word(outbound_id.bytes))


def read_unsubscribe_token(text: str) -> UUID | None:
    """The outbound id of a genuine token. Former secret keys still count."""
    try:
        return UUID(bytes=b32decode(_leaving().unsign(text).upper() + "======"))
    except (BadSignature, ValueError):
        return None


def _leaving() -> Signer:
    return Signer(salt="channels.unsubscribe", sep=".")


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))


def digest(message_id: str) -> str:
    """The look-up key of a Message-ID: 32 hex digits. White space and angle brackets do not count."""
    return blake2b(message_id.strip().strip("<>").strip().encode("utf8", "replace"), digest_size=16).hexdigest()
