"""What a fact adds to which sums. The names are the measures that metrics are reckoned from."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from yorisoi.insights.contracts import Kind, NewFact

DAY = 86_400
WINDOWS = (7, 30)
"""Days within which a customer's return is a recontact; one variant of the metric each."""
REOPENED_WITHIN = timedelta(days=14)

type Measured = tuple[str, datetime, int | None]
"""The measure, the moment at which it counts, and the measured seconds where there are any."""


def measures_of(fact: NewFact) -> Iterator[Measured]:
    """Everything this fact counts in. A fact of a kind that higher capabilities add counts in a measure of its name."""
    match fact.kind:
        case Kind.CASE:
            if fact.mark == "customer":
                yield "cases", fact.at, None
        case Kind.CONTACT:
            yield from _of_contact(fact)
        case Kind.CLOSURE:
            yield from _of_closure(fact)
        case Kind.OPEN:
            yield "open_in", fact.at, None
            if fact.until is not None:
                yield "open_out", fact.until, None
        case Kind.RECONTACT:
            for days in WINDOWS:
                if fact.seconds is not None and fact.seconds <= days * DAY:
                    yield f"recontacts_{days}d", fact.at, None
        case _:
            yield fact.kind, fact.at, fact.seconds


def _of_contact(fact: NewFact) -> Iterator[Measured]:
    if fact.mark == "out":
        return
    yield "contacts", fact.at, None
    if fact.mark in ("answered", "unanswered"):
        yield "contacts_ended", fact.at, None
    if fact.mark == "answered":
        yield "contacts_answered", fact.at, None
    if is_need(fact):
        yield "needs", fact.at, None


def is_need(fact: NewFact) -> bool:
    """Whether a contact brings something of its own by a customer we know, so that a return can be told."""
    return fact.begins and fact.customer_id is not None and fact.mark not in ("out", "dropped")


def _of_closure(fact: NewFact) -> Iterator[Measured]:
    yield "closures", fact.at, None
    if fact.mark == "first":
        yield "resolution_first", fact.at, fact.seconds
    if fact.until is None:
        yield "resolution_total", fact.at, fact.seconds
    elif fact.until - fact.at <= REOPENED_WITHIN:
        yield "reopened", fact.at, None
