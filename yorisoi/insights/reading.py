"""From the history of a case to the facts it holds. Pure: the same history and hours give the same facts.

Every definition people read on a metric's page is written here in code; the two must say the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from uuid import UUID

from yorisoi.desk.contracts import (
    AssignedSpan,
    CaseHistory,
    ClosedSpan,
    ContactSpan,
    Said,
    Status,
    Waiting,
)
from yorisoi.desk.contracts import (
    Kind as Message,
)
from yorisoi.insights.contracts import Kind, NewFact
from yorisoi.kernel.calendar import BusinessCalendar, Pause

SLIP = timedelta(seconds=60)
"""A closure reopened within this time was a slip (an answer taken back), and is not counted."""


def facts_of(history: CaseHistory, hours: BusinessCalendar) -> list[NewFact]:
    """The facts of one case. A case that went into another has none but its contacts: the other one tells the rest."""
    reader = _Reader(history, hours)
    contacts = list(reader.contacts())
    if history.merged:
        return contacts
    return [reader.case(), *contacts, *reader.responses(), *reader.closures(), *reader.open_spans()]


def of_case(case_id: UUID, part: int) -> UUID:
    """An id for the part-th piece of a case that has no id of its own."""
    return UUID(bytes=blake2b(case_id.bytes + part.to_bytes(4, "big"), digest_size=16).digest())


class _Reader:
    """One history being read."""

    def __init__(self, history: CaseHistory, hours: BusinessCalendar) -> None:
        self.history, self.hours = history, hours
        self.closed = [each for each in history.closures if not _is_slip(each)]
        self.said = [each for each in history.messages if not each.automatic]
        # Of cases that were merged the oldest question counts.
        self.began_at = min([history.opened_at, *(each.at for each in history.messages[:1])])
        self.began_by = "machine" if history.messages else "staff"
        if history.by_hand:
            self.began_by = "staff"
        elif self.said:
            self.began_by = "customer" if self.said[0].kind is Message.IN else "staff"

    def fact(
        self,
        kind: Kind,
        source_id: UUID,
        at: datetime,
        *,
        staff_id: UUID | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        seconds: int | None = None,
        mark: str = "",
        begins: bool = True,
        channel: str = "",
    ) -> NewFact:
        of = self.history
        return NewFact(
            kind.value, source_id, of.id, of.brand_id, of.queue_id, of.topic_id, staff_id, of.customer_id,
            channel or of.channel, at, since, until, seconds, mark, begins,
        )  # fmt: skip

    def case(self) -> NewFact:
        """The case began, by whoever wrote first."""
        return self.fact(Kind.CASE, self.history.id, self.began_at, mark=self.began_by)

    def contacts(self) -> Iterator[NewFact]:
        """Every episode. One that the customer begins is a need of its own unless the case was open before it."""
        for number, contact in enumerate(self.history.contacts):
            answered = contact.answered_at
            yield self.fact(
                Kind.CONTACT,
                contact.id,
                contact.opened_at,
                staff_id=contact.by_id,
                until=contact.ended_at,
                seconds=self._between(contact.opened_at, answered) if answered else None,
                mark=self._contact_mark(contact),
                begins=number == 0 or self._was_closed(contact.opened_at),
                channel=contact.channel,
            )

    def _contact_mark(self, contact: ContactSpan) -> str:
        if contact.direction != "in":
            return "out"
        if contact.answered_at:
            return "answered"
        last = self.history.closures[-1] if self.history.closures else None
        if last is not None and last.reopened_at is None and last.outcome is Status.NO_ACTION:
            return "dropped"
        return "unanswered" if contact.ended_at else "running"

    def _was_closed(self, at: datetime) -> bool:
        """Whether the case was closed until `at`; what a customer writes reopens it in the same moment."""
        return any(each.at < at and (each.reopened_at is None or each.reopened_at >= at) for each in self.closed)

    def responses(self) -> Iterator[NewFact]:
        """First and next responses: from the first unanswered message of the customer to our next one by a person.

        What machines write neither asks nor answers. Where we opened the case there is no first response, and what we
        noted down of a talk when we did asks nothing.
        """
        asked: datetime | None = None
        first = self.began_by == "customer"
        for message in self.said[1:] if self.history.by_hand else self.said:
            if message.kind is Message.IN:
                asked = asked or message.at
            elif asked is not None:
                kind = Kind.FIRST_RESPONSE if first else Kind.NEXT_RESPONSE
                source = self.history.id if first else message.id
                yield self._response(kind, source, asked, message)
                asked, first = None, False

    def _response(self, kind: Kind, source: UUID, asked: datetime, answer: Said) -> NewFact:
        took = self._between(asked, answer.at)
        return self.fact(kind, source, answer.at, staff_id=answer.author_id, since=asked, seconds=took)

    def closures(self) -> Iterator[NewFact]:
        """Every time the case was done: business time since it began, less what it waited for the customer or was
        closed. Without need of action is not solved."""
        done = [each for each in self.closed if each.outcome is Status.DONE]
        pauses = [Pause(each.at, each.ended_at) for each in self.history.holds if each.reason is Waiting.CUSTOMER]
        pauses += [Pause(each.at, each.reopened_at) for each in self.closed if each.reopened_at]
        for number, closure in enumerate(done):
            took = self.hours.business_seconds_between(self.began_at, closure.at, pauses)
            yield self.fact(
                Kind.CLOSURE,
                closure.id,
                closure.at,
                staff_id=closure.by_id,
                since=self.began_at,
                until=closure.reopened_at,
                seconds=took,
                mark="first" if number == 0 else "again",
            )

    def open_spans(self) -> Iterator[NewFact]:
        """The times in which the case was open, cut where it went from one person to another."""
        part = 0
        for begin, end in _open_between(self.began_at, self.history.closures):
            for staff_id, start, stop in _by_assignee(begin, end, self.history.assignments):
                yield self.fact(
                    Kind.OPEN, of_case(self.history.id, part), start, staff_id=staff_id, since=begin, until=stop
                )
                part += 1

    def _between(self, start: datetime, end: datetime) -> int:
        return self.hours.business_seconds_between(start, end)


def _is_slip(closure: ClosedSpan) -> bool:
    return closure.reopened_at is not None and closure.reopened_at - closure.at <= SLIP


def _open_between(began_at: datetime, closures: Sequence[ClosedSpan]) -> Iterator[tuple[datetime, datetime | None]]:
    """From the beginning to the first closure, from each reopening to the next, and to no end if it is open now."""
    begin: datetime | None = began_at
    for closure in closures:
        if begin is None:  # closed twice in a row
            continue
        yield begin, max(closure.at, begin)
        begin = closure.reopened_at
    if begin is not None:
        yield begin, None


def _by_assignee(
    begin: datetime, end: datetime | None, assignments: Iterable[AssignedSpan]
) -> Iterator[tuple[UUID | None, datetime, datetime | None]]:
    """A span cut into pieces of one assignee each (None: nobody), in order, without gaps."""
    at = begin
    for each in assignments:
        start = max(each.at, at)
        if (end is not None and start >= end) or (each.ended_at is not None and each.ended_at <= start):
            continue
        if start > at:
            yield None, at, start
        stop = end if each.ended_at is None else each.ended_at if end is None else min(each.ended_at, end)
        yield each.staff_id, start, stop
        if stop is None or stop == end:
            return
        at = stop
    yield None, at, end
