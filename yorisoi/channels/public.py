"""The only door for other capabilities. Whoever calls has checked what the actor may see and do."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from yorisoi.workspace.contracts import SYSTEM, Actor

from . import actions, kinds, queries
from .contracts import (
    Delivery,
    Layout,
    LogLine,
    MailboxInfo,
    OutgoingFile,
    Party,
    ReceivedMessage,
    ReceivedNote,
    Reference,
    Subscription,
)

create_mailbox = actions.create_mailbox
register_reader = kinds.register_reader
register_sender = kinds.register_sender


def received(received_id: UUID) -> ReceivedMessage:
    """A message that came in, with the earlier messages it answers. Parsed at the first call, kept for the next.

    Never raises for what is in the message; UnknownMessage when there is none of this id.
    """
    return received_many([received_id])[0]


def received_many(received_ids: Sequence[UUID]) -> list[ReceivedMessage]:
    """The same for many, in their order, in a fixed number of statements. Raises UnknownMessage."""
    rows = queries.get_many(received_ids)
    return queries.messages(rows, actions.read_all(rows))


def raw_file(received_id: UUID) -> UUID:
    """The id of the kernel file that holds the message as it came."""
    return queries.get_received(received_id).file_id


def sent_file(outbound_id: UUID) -> UUID | None:
    """The id of the kernel file with the bytes that were handed to the server; None when nothing was yet."""
    return queries.sent_file(outbound_id)


def raw_suffix(received_id: UUID) -> str:
    """What the name of that file ends with, without the dot: eml, json."""
    return kinds.suffix_of(queries.get_received(received_id).kind)


def html(received_id: UUID, *, link: Callable[[str], str], remote_pictures: bool = False) -> str:
    """A page with the message's sanitised HTML and its pictures, for a sandboxed frame; "" when it had no HTML.

    link: makes the address that opens a link's target. remote_pictures: load those on other servers, because somebody
    asked for it.
    """
    return queries.html_page(queries.get_received(received_id), link=link, remote_pictures=remote_pictures)


def layout(received_id: UUID) -> Layout | None:
    """How a message's HTML is to be shown; None when it had none."""
    return queries.layout(queries.get_received(received_id))


def matched(received_ids: Collection[UUID]) -> set[UUID]:
    """Those of these messages that were put on a case once, whether it is still there or not."""
    return queries.matched(received_ids)


def note_received(notes: Iterable[ReceivedNote]) -> None:
    """Write lines into the logs of messages that came in, inside the caller's transaction."""
    actions.note_all(notes)


def received_log(received_id: UUID) -> list[LogLine]:
    """What happened to a message that came in, oldest first, in the reader's language."""
    return queries.received_log(queries.get_received(received_id))


def note_words(row: dict[str, Any] | str) -> str:
    """A stored note (contracts.Note.stored) as a sentence in the reader's language."""
    return queries.note_words(queries.note_of(row))


def read_again(received_id: UUID, *, actor: Actor) -> ReceivedMessage:
    """Parse a message anew, after the reader was mended."""
    row = queries.get_received(received_id)
    return queries.messages([row], {row.pk: actions.read_again(actor=actor, received=row)})[0]


def send(
    *,
    brand_id: UUID,
    mailbox_id: UUID,
    to: Sequence[str | Party],
    subject: str,
    text: str,
    cc: Sequence[str | Party] = (),
    bcc: Sequence[str | Party] = (),
    html: str | None = None,
    attachments: Sequence[UUID | OutgoingFile] = (),
    reply_to_received: UUID | None = None,
    references: Sequence[Reference] = (),
    sender_name: str = "",
    automatic: bool = False,
    unsubscribable: bool = False,
    hold_seconds: int = 0,
    actor: Actor = SYSTEM,
) -> UUID:
    """Put a message into the outbox, inside the caller's transaction if there is one; returns the outbound id.

    attachments: kernel files, with the name they carry. reply_to_received: the message that this one answers; its
    chain of References goes on. references: other messages of the thread. hold_seconds: how long it may still be
    cancelled. automatic: a machine wrote it; then RFC 3834 headers are set and the day's limit for each address holds.
    unsubscribable: a campaign's message, to one address, with the headers and the link by which its receiver leaves
    campaigns (RFC 2369, RFC 8058); to who left them it is written down and not sent.
    Raises MailboxUnusable and NoRecipient.
    """
    return actions.send(
        actor=actor,
        brand_id=brand_id,
        mailbox_id=mailbox_id,
        to=to,
        cc=cc,
        bcc=bcc,
        subject=subject,
        text=text,
        html=html or "",
        attachments=attachments,
        reply_to_received=reply_to_received,
        references=references,
        sender_name=sender_name,
        automatic=automatic,
        unsubscribable=unsubscribable,
        hold_seconds=hold_seconds,
    )


def cancel(outbound_id: UUID, *, actor: Actor = SYSTEM) -> bool:
    """Take a message back; False when it is too late."""
    return actions.cancel(actor=actor, outbound_id=outbound_id)


def retry(outbound_id: UUID, *, actor: Actor = SYSTEM) -> bool:
    """Try again to send a message that failed or waits; False when there is nothing to do."""
    return actions.retry(actor=actor, outbound_id=outbound_id)


def delivery(outbound_ids: Collection[UUID]) -> dict[UUID, Delivery]:
    """How far messages are, by id, in one query."""
    return queries.deliveries(outbound_ids)


def outbound_log(outbound_id: UUID) -> list[LogLine]:
    """What happened to a message that we send, oldest first, in the reader's language."""
    return queries.outbound_log(outbound_id)


def unsubscribed(brand_id: UUID, addresses: Iterable[str]) -> set[str]:
    """Which of these addresses left the brand's campaigns, in lower case; one query."""
    return queries.unsubscribed_of(brand_id, addresses)


def subscription(unsubscription_id: UUID) -> Subscription:
    """Whom an AddressUnsubscribed is about. Raises UnknownMessage, also when they subscribed again since."""
    return queries.subscription(unsubscription_id)


def subscribe_again(brand_id: UUID, address: str, *, actor: Actor) -> bool:
    """An address gets campaigns again because its owner asked for it; False when it never left them."""
    return actions.subscribe_again(actor=actor, brand_id=brand_id, address=address)


def suppressed(outbound_id: UUID) -> str:
    """Why a message was not sent: "limit" (the address got enough automatic ones today), "bad" (mail does not arrive
    there, or is not wanted), "unsubscribed" (no campaigns are wanted), or "" when it goes its way."""
    return queries.suppressed(outbound_id)


def mailboxes(brand_ids: Collection[UUID]) -> list[MailboxInfo]:
    """The brands' mailboxes, by name; also those switched off."""
    return queries.mailbox_infos(brand_ids)
