"""Send what is due from one mailbox, through one connection."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from yorisoi.kernel import clock, sql, unit
from yorisoi.kernel.sql import prepared

from .. import kinds
from ..contracts import Answer, OutgoingFile, OutgoingMessage, Party, RecipientState
from ..models import Mailbox, Outbound
from ..queries.received import parties
from ..tokens import token, unsubscribe_token
from .note import note_outbound
from .settle import postpone, settle

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
MOST = 200
_CLAIM = """
UPDATE channels_outbound SET state = 'sending', attempts = attempts + 1, leased_until = %s
WHERE id = %s AND state = %s AND attempts = %s"""


def deliver(*, mailbox_id: UUID, most: int = MOST) -> int:
    """Send up to `most` due messages; returns how many were tried.

    Each message is claimed by one process for the length of a lease. What is claimed when the process dies is sent
    again after the lease, under the same Message-ID, and its log says so.
    """
    mailbox = _mailbox(mailbox_id)[0]
    due = islice(_claimed(mailbox), most)
    first = next(due, None)
    if first is None:
        return 0
    try:
        with kinds.sender(mailbox.kind)(mailbox.pk) as line:
            tried = 1
            _attempt(mailbox, first, line)
            for row in due:
                _attempt(mailbox, row, line)
                tried += 1
    except kinds.NoLine as error:
        _no_line(mailbox, first, error)
        return 1
    if mailbox.active:
        sql.execute("UPDATE channels_mailbox SET last_ok_at = %s WHERE id = %s", [clock.now(), mailbox.pk])
    return tried


def _claimed(mailbox: Mailbox) -> Iterator[Outbound]:
    """Due messages, each claimed when it is asked for."""
    while (row := _claim(mailbox)) is not None:
        yield row


def _claim(mailbox: Mailbox) -> Outbound | None:
    now = clock.now()
    while True:
        row = _due.first(mailbox.pk, now)
        if row is None:
            return None
        with unit.work():
            if sql.execute(_CLAIM, [now + LEASE, row.pk, row.state, row.attempts]):
                if row.state == Outbound.State.SENDING:
                    note_outbound(row, "again")
                row.state, row.attempts = Outbound.State.SENDING, row.attempts + 1
                return row


@prepared
def _mailbox(mailbox_id: UUID) -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(pk=mailbox_id)


@prepared
def _due(mailbox_id: UUID, now: datetime) -> QuerySet[Outbound]:
    waiting = Q(state=Outbound.State.QUEUED, next_at__lte=now)
    orphaned = Q(state=Outbound.State.SENDING, leased_until__lte=now)
    return Outbound.objects.filter(waiting | orphaned, mailbox_id=mailbox_id).order_by("next_at", "pk")[:1]


def _attempt(mailbox: Mailbox, row: Outbound, line: kinds.Line) -> None:
    message = _message(mailbox, row)
    try:
        answers = line(message)
    except kinds.NoLine:
        raise
    except Exception as error:  # a message that cannot be composed must not stop those behind it
        log.exception("outbound %s could not be sent", row.pk)
        answers = tuple(Answer(each, 554, f"{type(error).__name__}: {error}") for each in message.pending)
    settle(row, answers)


def _no_line(mailbox: Mailbox, row: Outbound, error: kinds.NoLine) -> None:
    now = clock.now()
    Mailbox.objects.filter(pk=mailbox.pk).update(last_error=error.text, last_error_at=now)
    postpone(row, error.code, error.text)


def _message(mailbox: Mailbox, row: Outbound) -> OutgoingMessage:
    return OutgoingMessage(
        id=row.pk,
        mailbox_id=mailbox.pk,
        message_id=row.message_id,
        token=token(row.pk),
        sender=Party(mailbox.address, row.sender_name or mailbox.display_name),
        to=parties(row.to),
        cc=parties(row.cc),
        pending=tuple(
            address for address in row.addresses if row.recipients[address]["state"] == RecipientState.PENDING.value
        ),
        subject=row.subject,
        text=row.body_text,
        html=row.body_html,
        attachments=tuple(OutgoingFile(UUID(each["file_id"]), each["name"]) for each in row.attachments),
        in_reply_to=row.in_reply_to,
        references=tuple(row.references),
        automatic=row.automatic,
        created_at=row.created_at,
        unsubscribe_url=_unsubscribe_url(row) if row.unsubscribable else "",
        handed_over=row.file_id,
    )


def _unsubscribe_url(row: Outbound) -> str:
    path = reverse("channels:unsubscribing", kwargs={"token": unsubscribe_token(row.pk)})
    return settings.PUBLIC_URL.rstrip("/") + path
