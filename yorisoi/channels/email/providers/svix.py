"""Signatures of Svix, which Resend uses: https://docs.svix.com/receiving/verifying-payloads/how-manual."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

from anymail.exceptions import AnymailWebhookValidationFailure

from yorisoi.kernel import clock

_TOLERANCE_SECONDS = 300


def check_signature(secret: str, headers: Mapping[str, str], body: bytes) -> None:
    """Raises AnymailWebhookValidationFailure, also for what was signed more than five minutes ago (sent once more)."""
    event_id, sent, given = (headers.get(f"svix-{name}", "") for name in ("id", "timestamp", "signature"))
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        age = abs(clock.now().timestamp() - int(sent))
    except (binascii.Error, ValueError):
        raise AnymailWebhookValidationFailure("svix-timestamp or the signing secret cannot be read") from None
    if age > _TOLERANCE_SECONDS:
        raise AnymailWebhookValidationFailure("svix-timestamp is more than five minutes away from this server's clock")
    signed = f"{event_id}.{sent}.".encode() + body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")
    versions = [each.partition(",") for each in given.split()]
    if not any(version == "v1" and hmac.compare_digest(value, right) for version, _, value in versions):
        raise AnymailWebhookValidationFailure("svix-signature does not fit the request")
