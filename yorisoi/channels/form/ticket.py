"""The signed ticket that every opened form carries, and the signs made from it.

There is no CSRF cookie, on purpose. CSRF protects what a browser is *signed in* to; a public form is signed in to
nothing, takes no cookie and acts for nobody, so a forged request could do no more than anybody can by opening the page.
What is needed instead stands in the ticket: that the form was really drawn by us (signature), which form, and when.
Its id is the key of the message, so that two clicks make one. This also works in a frame on another site, where
browsers keep cookies from us.
"""

from base64 import b32encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from yorisoi.kernel import clock
from yorisoi.kernel.ids import uuid7

from .contracts import KeptFile

LASTS = timedelta(hours=24)
SLOW_ENOUGH = timedelta(minutes=1)  # for every form


class TicketRefused(Exception):
    """The ticket was not made by us for this form."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One opening of a form."""

    id: UUID
    form_id: UUID
    at: datetime

    @property
    def too_old(self) -> bool:
        """The page lay open for longer than a ticket lasts."""
        return clock.now() - self.at > LASTS

    def younger_than(self, seconds: int) -> bool:
        """It came back faster than people write."""
        return clock.now() - self.at < timedelta(seconds=seconds)

    @property
    def reference(self) -> str:
        """Eight letters and figures that a person can read out; they stand in the message, too."""
        word = b32encode(blake2b(self.id.bytes, digest_size=5).digest()).decode("ascii")
        return f"{word[:4]}-{word[4:]}"


def new_ticket(form_id: UUID, *, instead: bool = False) -> Ticket:
    """A ticket from this moment on; `instead` of one that cannot be used, so its owner need not wait once more."""
    return Ticket(uuid7(), form_id, clock.now() - SLOW_ENOUGH if instead else clock.now())


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"yorisoi.channels.form.{purpose}", fallback_keys=list(map(str, settings.SECRET_KEY_FALLBACKS)))


def signed(ticket: Ticket) -> str:
    """The ticket as it stands in the page."""
    moment = int(ticket.at.timestamp())
    return _signer("ticket").sign_object({"i": ticket.id.hex, "f": ticket.form_id.hex, "t": moment})


def read_ticket(text: str, form_id: UUID) -> Ticket:
    """The ticket of this form. Raises TicketRefused."""
    try:
        given = _signer("ticket").unsign_object(text)
        found = Ticket(UUID(given["i"]), UUID(given["f"]), datetime.fromtimestamp(given["t"], UTC))
    except (BadSignature, KeyError, TypeError, ValueError) as error:
        raise TicketRefused("not our ticket") from error
    if found.form_id != form_id:
        raise TicketRefused("another form's ticket")
    return found


def signed_file(file: KeptFile, ticket: Ticket) -> str:
    """A stored file as the page names it: good for this ticket only, so that nobody asks for others' files."""
    given = {"n": file.name, "d": file.sha256, "s": file.size, "c": file.content_type, "i": ticket.id.hex}
    return _signer("file").sign_object(given)


def read_file(text: str, ticket: Ticket) -> KeptFile | None:
    """The stored file, or None when it was not stored for this ticket."""
    try:
        given = _signer("file").unsign_object(text)
        if given["i"] != ticket.id.hex:
            return None
        return KeptFile(given["n"], given["d"], given["s"], given["c"])
    except (BadSignature, KeyError, TypeError, ValueError):
        return None


def signed_receipt(received_id: UUID, reference: str) -> str:
    """The address part of a thank-you page; whoever has it sent the message."""
    return _signer("receipt").sign_object({"r": received_id.hex, "w": reference})


def read_receipt(text: str) -> tuple[UUID, str]:
    """The received id and the reference. Raises TicketRefused."""
    try:
        given = _signer("receipt").unsign_object(text)
        return UUID(given["r"]), str(given["w"])
    except (BadSignature, KeyError, TypeError, ValueError) as error:
        raise TicketRefused("not our receipt") from error
