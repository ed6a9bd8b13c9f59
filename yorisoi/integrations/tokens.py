"""The text of a token: `yrs_` + eight signs to recognise it by + `_` + forty to prove it (238 random bits)."""

import hashlib
import hmac
import re
import secrets
import string

_SIGNS = string.ascii_letters + string.digits
_TEXT = re.compile(r"yrs_([A-Za-z0-9]{8})_([A-Za-z0-9]{40})\Z", re.ASCII)


def _random(length: int) -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(length))


def new_token() -> tuple[str, str]:
    """A new token and the prefix by which it is found."""
    prefix = f"yrs_{_random(8)}"
    return f"{prefix}_{_random(40)}", prefix


def prefix_of(text: str) -> str:
    """The prefix of what looks like a token, else ""."""
    return f"yrs_{found[1]}" if (found := _TEXT.match(text)) else ""


def digest_of(text: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(text.encode()).hexdigest()


def proves(text: str, digest: str) -> bool:
    """Is this the token of that digest? Takes as long whatever differs."""
    return hmac.compare_digest(digest_of(text), digest)
