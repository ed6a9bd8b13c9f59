"""DKIM (RFC 6376): a key of the mailbox's own, what stands in DNS about it, and the signature of what leaves."""

import re
from base64 import b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from yorisoi.channels.models import Mailbox
from yorisoi.kernel import clock

from .account import NotSetUp, secrets_of
from .header_fold import ascii_address

_BITS = 2048
_PIECE = 255  # RFC 1035 §3.3.14: a character string of a TXT record
_NAME = re.compile(rb"^([!-9;-~]+):", re.MULTILINE)
# What readers and receiving servers rely on; RFC 8058 §4 wants both lines about unsubscribing.
_SIGNED = frozenset(
    b"from to cc reply-to subject date message-id in-reply-to references mime-version content-type auto-submitted"
    b" list-unsubscribe list-unsubscribe-post".split()
)


@dataclass(frozen=True, slots=True)
class KeyState:
    """For the settings page. record: the name and the value of the TXT record. fits: it is of the address's domain."""

    name: str
    value: str
    on: bool
    fits: bool

    @property
    def quoted(self) -> str:
        """The value as zone files want it: in pieces, each in quotes."""
        pieces = (self.value[at : at + _PIECE] for at in range(0, len(self.value), _PIECE))
        return " ".join(f'"{piece}"' for piece in pieces)


def new_key() -> str:
    """A private key as PEM."""
    key = generate_private_key(public_exponent=65537, key_size=_BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


def new_settings(address: str) -> dict[str, str | bool]:
    """`config["dkim"]` of a new key: not used until somebody says that the record is published."""
    return {"selector": f"yorisoi{clock.now():%Y%m%d%H%M%S}", "domain": domain_of(address), "on": False}


def domain_of(address: str) -> str:
    """The domain of an address as DNS knows it."""
    return ascii_address(address).rpartition("@")[2].lower()


def state_of(mailbox: Mailbox) -> KeyState | None:
    """None when the mailbox has no key, or its secrets cannot be opened."""
    config = mailbox.config.get("dkim")
    try:
        pem = secrets_of(mailbox).get("dkim_key", "")
    except NotSetUp:
        return None
    if not config or not pem:
        return None
    public = load_pem_private_key(pem.encode("ascii"), None).public_key()
    der = b64encode(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode("ascii")
    return KeyState(
        name=f"{config['selector']}._domainkey.{config['domain']}",
        value=f"v=DKIM1; k=rsa; p={der}",
        on=bool(config.get("on")),
        fits=config["domain"] == domain_of(mailbox.address),
    )


def signed(mailbox: Mailbox, content: bytes) -> bytes:
    """The message with its signature in front; unchanged where signing is off or the address has another domain now."""
    config = mailbox.config.get("dkim") or {}
    if not config.get("on") or config.get("domain") != domain_of(mailbox.address):
        return content
    import dkim  # only where it is used: it brings a DNS library along

    head = content.partition(b"\r\n\r\n")[0]
    names = [name for name in _NAME.findall(head) if name.lower() in _SIGNED]
    line: bytes = dkim.sign(
        content,
        config["selector"].encode("ascii"),
        config["domain"].encode("ascii"),
        secrets_of(mailbox)["dkim_key"].encode("ascii"),
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[*names, b"From"],  # once more: nobody may add a second one
    )
    return line + content
