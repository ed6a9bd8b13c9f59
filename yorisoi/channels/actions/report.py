"""A provider tells what became of messages that it took from us."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from yorisoi.kernel import clock, events, live

from ..contracts import Outcome, RecipientState, Report
from ..events import DeliveryFailed
from ..models import DeliveryEvent, Mailbox, MessageKey, Outbound
from ..tokens import digest, read_tokens
from .address import mark_bad, mark_good

# outcome: the line in the message's log
_VERBS = {
    Outcome.DELIVERED: "delivered",
    Outcome.DEFERRED: "delayed",
    Outcome.BOUNCED: "bounced",
    Outcome.COMPLAINED: "complained",
}


@transaction.atomic
def note_reports(*, mailbox: Mailbox, reports: Sequence[Report]) -> int:
    """Write reports about the mailbox's messages down; returns how many were new.

    Reports about messages that this mailbox did not send, and addresses they did not go to, change nothing. An
    address that bounces or complains is marked as bad; publishes DeliveryFailed for what bounced.
    """
    return sum(_note(mailbox, report) for report in reports)


def _note(mailbox: Mailbox, report: Report) -> bool:
    row = _outbound(mailbox, report.marks)
    address = _address(row, report.address) if row else None
    if row is None or address is None:
        return False
    if DeliveryEvent.objects.filter(mailbox=mailbox, key=report.key).exists():
        return False
    DeliveryEvent.objects.create(
        outbound=row,
        mailbox=mailbox,
        at=min(report.at, clock.now()),
        verb=_VERBS[report.outcome],
        data={"address": address, "text": report.text},
        key=report.key,
    )
    if report.outcome is Outcome.DELIVERED:
        mark_good(row.brand_id, address)
    elif report.outcome is not Outcome.DEFERRED and report.permanent:
        mark_bad(row.brand_id, address, report.outcome.value, report.text)
    if report.outcome is Outcome.BOUNCED:
        row.recipients[address] = {"state": RecipientState.BOUNCED.value, "code": 0, "text": report.text}
        row.save(update_fields=["recipients"])
        events.publish(DeliveryFailed(row.pk, permanent=report.permanent))
    live.notify(f"outbox:{row.brand_id}", str(row.pk))
    return True


def _outbound(mailbox: Mailbox, marks: Iterable[str]) -> Outbound | None:
    """The message of this mailbox that a token or a Message-ID names, locked."""
    sent = Outbound.objects.select_for_update().filter(mailbox=mailbox)
    for mark in marks:
        for outbound_id in read_tokens(mark):
            if (row := sent.filter(pk=outbound_id).first()) is not None:
                return row
        keys = MessageKey.objects.filter(
            brand_id=mailbox.brand_id, digest=digest(mark), kind=MessageKey.Kind.OUTBOUND
        ).values_list("object_id", flat=True)
        if (row := sent.filter(pk__in=keys).first()) is not None:
            return row
    return None


def _address(row: Outbound, said: str) -> str | None:
    """The address as we wrote it; the only one when the provider names none."""
    known: dict[str, str] = {address.lower(): address for address in row.recipients}
    if not said and len(known) == 1:
        return next(iter(known.values()))
    return known.get(said.lower())
