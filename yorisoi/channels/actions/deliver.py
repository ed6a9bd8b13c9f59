"""Send what is due from one mailbox, through one connection."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Q, QuerySet
from django.urls import reverse

from yorisoi.kernel import clock, jobs, leases, sql, unit
from yorisoi.kernel.sql import prepared

from .. import kinds
from ..contracts import Answer, OutgoingFile, OutgoingMessage, Party, RecipientState
from ..models import Mailbox, Outbound
from ..queries.received import parties
from ..tokens import token, unsubscribe_token
from .note import note_outbound
from .settle import postpone, settle

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=40)
GRACE = timedelta(seconds=10)
MOST = 200
PATIENCE = 600.0
_CLAIM = """
UPDATE channels_outbound SET state = 'sending', attempts = attempts + 1, leased_until = %s
WHERE id = %s AND state = %s AND attempts = %s"""
_RENEW = "UPDATE channels_outbound SET leased_until = %s WHERE id = %s AND state = 'sending' AND attempts = %s"
_SUSPECT = """
UPDATE channels_outbound SET next_at = %s
WHERE id = %s AND state = 'sending' AND attempts = %s AND leased_until <= %s"""
_pause = threading.Event()  # never set: a wait


def deliver(*, mailbox_id: UUID, most: int = MOST) -> int:
    """Send up to `most` due messages; returns how many were tried.

    Each message is claimed by one process, which renews its lease while it lives. What is claimed when the process dies
    is sent again soon after, under the same Message-ID, and its log says so. A lease that has run out is looked at
    twice before that: when the database was away nobody could renew, and who has sent a message first gets to say so.
    """
    mailbox = _mailbox(mailbox_id)[0]
    due = islice(_claimed(mailbox), most)
    first = next(due, None)
    if first is None:
        return 0
    current = [first]
    with leases.kept(lambda until: _renewed(current[0], until), LEASE) as lease:
        try:
            with kinds.sender(mailbox.kind)(mailbox.pk) as line:
                tried = 1
                _attempt(mailbox, first, line, lease)
                for row in due:
                    current[0] = row
                    lease.begin()
                    _attempt(mailbox, row, line, lease)
                    tried += 1
        except kinds.NoLine as error:
            _no_line(mailbox, current[0], error)
            return 1
    if mailbox.active:
        sql.execute("UPDATE channels_mailbox SET last_ok_at = %s WHERE id = %s", [clock.now(), mailbox.pk])
    return tried


def _renewed(row: Outbound, until: datetime) -> bool:
    """Move the lease on; a message that was settled meanwhile needs none."""
    return bool(sql.execute(_RENEW, [until, row.pk, row.attempts])) or row.state != Outbound.State.SENDING


def _claimed(mailbox: Mailbox) -> Iterator[Outbound]:
    """Due messages, each claimed when it is asked for."""
    while (row := _claim(mailbox)) is not None:
        yield row


def _claim(mailbox: Mailbox) -> Outbound | None:
    while True:
        now = clock.now()
        row = _due.first(mailbox.pk, now)
        if row is None:
            return None
        if row.state == Outbound.State.SENDING and not _suspected(row):
            with unit.work():
                if sql.execute(_SUSPECT, [now + GRACE, row.pk, row.attempts, now]):
                    jobs.enqueue("channels.deliver", outbound_id=str(row.pk), run_at=now + GRACE)
            continue
        with unit.work():
            if sql.execute(_CLAIM, [now + LEASE, row.pk, row.state, row.attempts]):
                if row.state == Outbound.State.SENDING:
                    note_outbound(row, "again")
                row.state, row.attempts = Outbound.State.SENDING, row.attempts + 1
                return row


def _suspected(row: Outbound) -> bool:
    """Was its lease found in the past before, and has nobody renewed it since?"""
    return row.next_at is not None and row.leased_until is not None and row.next_at > row.leased_until


@prepared
def _mailbox(mailbox_id: UUID) -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(pk=mailbox_id)


@prepared
def _due(mailbox_id: UUID, now: datetime) -> QuerySet[Outbound]:
    waiting = Q(state=Outbound.State.QUEUED, next_at__lte=now)
    orphaned = Q(state=Outbound.State.SENDING, leased_until__lte=now, next_at__lte=now)
    return Outbound.objects.filter(waiting | orphaned, mailbox_id=mailbox_id).order_by("next_at", "pk")[:1]


def _attempt(mailbox: Mailbox, row: Outbound, line: kinds.Line, lease: leases.Lease) -> None:
    message = replace(_message(mailbox, row), held=lambda: lease.held)
    try:
        answers = line(message)
    except kinds.NoLine:
        raise
    except Exception as error:  # a message that cannot be composed must not stop those behind it
        log.exception("outbound %s could not be sent", row.pk)
        answers = tuple(Answer(each, 554, f"{type(error).__name__}: {error}") for each in message.pending)
    _written_down(row, answers)


def _written_down(row: Outbound, answers: Sequence[Answer]) -> None:
    """Settle; while the database is away what was sent is not forgotten, for it would be sent again."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return settle(row, answers)
        except (OperationalError, InterfaceError) as error:
            if connection.in_atomic_block or time.monotonic() > until:
                raise
            log.warning("what became of %s cannot be written down just now: %s", row.pk, error)
            connection.close()
            _pause.wait(0.5)


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
