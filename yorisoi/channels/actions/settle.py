"""Write down what became of an attempt to send."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from yorisoi.kernel import clock, events, jobs, live, sql, unit
from yorisoi.kernel.sql import Rows, prepared

from ..contracts import Answer, RecipientState
from ..events import DeliveryFailed, MessageDelivered
from ..models import Outbound
from .note import note_outbound

# Minutes between attempts: quick while a server restarts, then patient; 44 hours in all.
PAUSES = (1, 2, 5, 10, 20, 40, 60, 120, 240, 480, 720, 960)


@unit.work()
def settle(row: Outbound, answers: Iterable[Answer]) -> None:
    """Accepted addresses are done, refused ones (5xx) failed; for the rest there is another attempt, until we give up.

    Publishes MessageDelivered when nothing is left to try and somebody has it, DeliveryFailed when somebody has not.
    When another process has taken the message over meanwhile, only who accepted it here is written down, so that they
    are not asked again; the rest is that one's to say.
    """
    now = clock.now()
    attempts, row.recipients = _stored(row.pk)[0]
    if attempts != row.attempts:
        _late(row, answers)
        return
    last_attempt = row.attempts > len(PAUSES)
    refused = False
    for answer in answers:
        if row.recipients[answer.address]["state"] == RecipientState.ACCEPTED.value:
            continue  # by a process that had been given up
        row.last_code, row.last_text = answer.code, answer.text
        state, verb = _verdict(answer, last_attempt)
        refused |= state is RecipientState.REFUSED
        row.recipients[answer.address] = {"state": state.value, "code": answer.code, "text": answer.text}
        if verb != "deferred":
            said = {"address": answer.address, "code": answer.code, "text": answer.text, "server": answer.server}
            note_outbound(row, verb, **said, attempts=row.attempts)
        else:
            _note_deferred(row, answer, now)
    states = {each["state"] for each in row.recipients.values()}
    if RecipientState.PENDING.value in states:
        _again(row, now)
        if refused:
            events.publish(DeliveryFailed(row.pk, permanent=True))
        return
    row.state = Outbound.State.SENT if states & {"accepted", "bounced"} else Outbound.State.FAILED
    row.sent_at = now if row.state == Outbound.State.SENT else None
    row.next_at = row.leased_until = None
    _save(row)
    note_outbound(row, str(row.state))
    if row.state == Outbound.State.SENT:
        events.publish(MessageDelivered(row.pk))
    if refused:
        events.publish(DeliveryFailed(row.pk, permanent=not last_attempt))


@prepared
def _stored(outbound_id: UUID) -> Rows:
    return Outbound.objects.select_for_update().filter(pk=outbound_id).values_list("attempts", "recipients")


def _late(row: Outbound, answers: Iterable[Answer]) -> None:
    for answer in answers:
        if answer.accepted:
            words = {"code": answer.code, "text": answer.text}
            row.recipients[answer.address] = {"state": RecipientState.ACCEPTED.value, **words}
            note_outbound(row, "accepted", address=answer.address, attempts=row.attempts, **words)
    sql.update(row, ["recipients"])


@unit.work()
def postpone(row: Outbound, code: int, text: str) -> None:
    """There was no connection at all: the same for each pending address."""
    pending = [address for address, each in row.recipients.items() if each["state"] == RecipientState.PENDING.value]
    # Whatever the code, it speaks about our side (a wrong password, say), not about the addresses: never final at once.
    settle(row, [Answer(address, code if code < 500 else 0, text) for address in pending])
    Outbound.objects.filter(pk=row.pk).update(last_code=code)


def _verdict(answer: Answer, last_attempt: bool) -> tuple[RecipientState, str]:
    if answer.accepted:
        return RecipientState.ACCEPTED, "accepted"
    if answer.permanent:
        return RecipientState.REFUSED, "refused"
    if last_attempt:
        return RecipientState.REFUSED, "gave_up"
    return RecipientState.PENDING, "deferred"


def _pause(row: Outbound) -> timedelta:
    return timedelta(minutes=PAUSES[min(row.attempts, len(PAUSES)) - 1])


def _note_deferred(row: Outbound, answer: Answer, now: datetime) -> None:
    when = (now + _pause(row)).isoformat(timespec="minutes")
    note_outbound(row, "deferred", address=answer.address, code=answer.code, text=answer.text, next=when)


def _again(row: Outbound, now: datetime) -> None:
    row.state = Outbound.State.QUEUED
    row.next_at = now + _pause(row)
    row.leased_until = None
    _save(row)
    jobs.enqueue("channels.deliver", outbound_id=str(row.pk), run_at=row.next_at)


def _save(row: Outbound) -> None:
    sql.update(row, ["state", "recipients", "next_at", "leased_until", "last_code", "last_text", "sent_at"])
    live.notify(f"outbox:{row.brand_id}", str(row.pk))
