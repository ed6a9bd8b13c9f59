"""Addresses made comparable, one rule a kind of channel. What was written is kept beside the normalised form."""

import re
import unicodedata

from yorisoi.kernel.text.phones import phone

_ANGLES = re.compile(r"^.*<([^<>]*)>\s*$", re.DOTALL)
_GAPS = re.compile(r"[\s\-‐‒–—―−]|(?<=[0-9A-Z])ー")
_MOST = 320


def normalise(kind: str, address: str) -> str:
    """The address by which two writings of the same identity compare equal; at most 320 characters."""
    rule = _RULES.get(kind)
    return (rule(address) if rule else address.strip())[:_MOST]


def _email(address: str) -> str:
    """Lower case, full width to half width, domain in its IDNA form; the local part otherwise untouched.

    RFC 5321 §2.4 leaves the local part's case to its host; no host in use tells two people apart by it. Carriers of
    Japan gave out `a..b@docomo.ne.jp` and `-a@ezweb.ne.jp`, which RFC 5321 forbids unquoted: they are kept as they
    are, and the quoted writing `"a..b"@docomo.ne.jp` is the same mailbox.
    """
    plain = unicodedata.normalize("NFKC", _ANGLES.sub(r"\1", address)).strip()
    local, at, domain = plain.rpartition("@")
    if not at:
        return plain.lower()
    return f"{_unquoted(local).lower()}@{_domain(domain)}"


def _unquoted(local: str) -> str:
    """`"a..b"` as `a..b`; quotes stay where the content would not be one word without them."""
    if len(local) < 3 or not (local.startswith('"') and local.endswith('"')):
        return local
    inner = re.sub(r"\\(.)", r"\1", local[1:-1])
    return local if re.search(r'[\s@"\\(),:;<>\[\]]', inner) else inner


def _domain(domain: str) -> str:
    lowered = domain.strip().rstrip(".").lower()
    try:
        return lowered if lowered.isascii() else lowered.encode("idna").decode("ascii")
    except UnicodeError:
        return lowered


def _phone(address: str) -> str:
    """The international form (+81312345678); what has none (110, #8000) as it is shown."""
    number = phone(address)
    return number.e164 or number.national


def _number(address: str) -> str:
    """Upper case, full width to half width, without spaces and what people put in for a hyphen."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", address).upper())


_RULES = {"email": _email, "phone": _phone, "number": _number}
