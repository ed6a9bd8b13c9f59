"""Signatures as Standard Webhooks writes them (https://www.standardwebhooks.com, specification 1.0)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    """`whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signature(secret: str, webhook_id: str, timestamp: int, body: str) -> str:
    """v1,base64 of HMAC-SHA256 over id.timestamp.body."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    told = hmac.new(key, f"{webhook_id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(told).decode()}"


def headers(keys: Sequence[str], webhook_id: str, timestamp: int, body: str) -> dict[str, str]:
    """The three headers; with two keys both sign, so that a receiver may change over at its leisure."""
    signed = " ".join(signature(key, webhook_id, timestamp, body) for key in keys)
    return {"webhook-id": webhook_id, "webhook-timestamp": str(timestamp), "webhook-signature": signed}
