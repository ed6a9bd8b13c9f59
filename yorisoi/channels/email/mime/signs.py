"""What the kind of a mail is decided by."""

from __future__ import annotations

from dataclasses import dataclass, field

from .bodies import Body
from .contracts import Address
from .header_block import HeaderBlock


@dataclass(slots=True)
class Signs:
    """Headers, sender and words of one mail.

    headers: the lower-cased headers of interest, decoded. text: all of it; new: without what it quotes and signs with.
    own: the addresses of the mail's own header. answers: where Reply-To asks answers to go.
    """

    block: HeaderBlock
    headers: dict[str, str]
    sender: Address
    subject: str
    text: str
    body: Body
    report_type: str
    new: str = ""
    own: frozenset[str] = field(default_factory=frozenset)
    answers: tuple[Address, ...] = ()

    def header(self, name: str) -> str:
        """The value of a header, in lower case and without comments; "" when it is not there."""
        return self.headers.get(name, "").partition("(")[0].strip().lower()

    def has_report(self, content_type: str) -> bool:
        """Does the mail hold a machine-readable part of this type?"""
        return any(kind == content_type for kind, _text in self.body.reports)

    @property
    def continues(self) -> bool:
        """Does it say which mail it answers?"""
        return self.block.get("in-reply-to") is not None
