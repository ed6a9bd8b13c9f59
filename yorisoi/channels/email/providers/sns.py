"""Amazon SNS: is a message really from Amazon? And the confirmation of a subscription.

"Verifying the signatures of Amazon SNS messages", Amazon SNS Developer Guide: the fields in their order, signed by the
certificate at SigningCertURL, which must be Amazon's. django-anymail checks only basic authentication here.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.x509 import load_pem_x509_certificate
from django.core.cache import cache

_HOST = re.compile(r"sns\.[a-z0-9-]{3,40}\.amazonaws\.com(?:\.cn)?")
_NOTIFICATION = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
_CONFIRMATION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
_KEEP_SECONDS = 24 * 3600
_LARGEST = 64 * 1024
_SECONDS = 10


class NotAmazon(Exception):
    """The message is not signed by Amazon; the text says what is wrong."""


def check_signature(message: Mapping[str, Any]) -> None:
    """Raises NotAmazon; and OSError when the certificate cannot be fetched."""
    names = _NOTIFICATION if message.get("Type") == "Notification" else _CONFIRMATION
    signed = "".join(f"{name}\n{message[name]}\n" for name in names if name in message)
    key = load_pem_x509_certificate(_certificate(str(message.get("SigningCertURL", "")))).public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise NotAmazon("the certificate holds no RSA key")
    digest = SHA256() if message.get("SignatureVersion") == "2" else SHA1()  # noqa: S303 (Amazon's version 1)
    try:
        signature = base64.b64decode(str(message.get("Signature", "")), validate=True)
        key.verify(signature, signed.encode(), padding.PKCS1v15(), digest)
    except (InvalidSignature, binascii.Error):
        raise NotAmazon("the signature does not fit the message") from None


def certificate_key(url: str) -> str:
    """Under which the cache keeps the certificate of this address."""
    return f"channels.sns:{url}"


def _certificate(url: str) -> bytes:
    if not is_amazons(url) or not urlsplit(url).path.endswith(".pem"):
        raise NotAmazon("the certificate is not on a server of Amazon SNS")
    kept: bytes | None = cache.get(certificate_key(url))
    if kept is None:
        with urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310 (https and the host are checked)
            kept = answer.read(_LARGEST)
        cache.set(certificate_key(url), kept, _KEEP_SECONDS)
    return kept


def is_amazons(url: str) -> bool:
    """An https address on a server of Amazon SNS, without user or port."""
    parts = urlsplit(url)
    return parts.scheme == "https" and bool(_HOST.fullmatch(parts.netloc))


def confirm(url: str) -> None:
    """Confirm a subscription by its SubscribeURL. Raises NotAmazon and OSError."""
    if not is_amazons(url):
        raise NotAmazon("the address to confirm is not on a server of Amazon SNS")
    with urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310 (https and the host are checked)
        answer.read(_LARGEST)
