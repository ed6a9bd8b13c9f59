"""What happened to cases, for those who count: nine queries however many cases."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from yorisoi.channels.contracts import AutomaticKind
from yorisoi.desk.contracts import (
    AssignedSpan,
    CaseHistory,
    ClosedSpan,
    ContactSpan,
    Delivery,
    HeldSpan,
    Kind,
    Link,
    Said,
    Status,
    Waiting,
)
from yorisoi.desk.models import Assignment, Case, CaseLink, Closure, Contact, Happening, Hold, Message
from yorisoi.desk.permissions import Scope, scopes_or_all, visible_in
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace.contracts import Actor

type _Parts = dict[UUID, list[tuple[Any, ...]]]


def case_histories(actor: Actor, case_ids: Collection[UUID]) -> list[CaseHistory]:
    """The histories of those of these cases that the actor may see, in no order."""
    ids = set(case_ids)
    cases = _cases(scopes_or_all(actor), ids) if ids else []
    if not cases:
        return []
    merged, by_hand = set(_merged(ids)), set(_by_hand(ids))
    contacts, said, closures = _parts(_contacts(ids)), _parts(_said(ids)), _parts(_closures(ids))
    holds, assignments = _parts(_holds(ids)), _parts(_assignments(ids))
    return [
        CaseHistory(
            pk, brand, queue, topic, customer, channel, opened_at, pk in merged, pk in by_hand,
            contacts=[ContactSpan(*row) for row in contacts.get(pk, ())],
            messages=[
                Said(said_id, Kind(kind), at, automatic != AutomaticKind.PERSON, author)
                for said_id, kind, at, automatic, author in said.get(pk, ())
            ],
            closures=[ClosedSpan(which, Status(outcome), *rest) for which, outcome, *rest in closures.get(pk, ())],
            holds=[HeldSpan(Waiting(reason), at, ended) for reason, at, ended in holds.get(pk, ())],
            assignments=[AssignedSpan(*row) for row in assignments.get(pk, ())],
        )
        for pk, brand, queue, topic, customer, channel, opened_at in cases
    ]  # fmt: skip


def case_ids_after(after: UUID | None, most: int) -> list[UUID]:
    """The ids of the next `most` cases, of all brands, in order; for jobs that go through all of them."""
    rows = Case.objects.order_by("id").values_list("id", flat=True)
    return list((rows.filter(id__gt=after) if after else rows)[:most])


def _parts(rows: Sequence[tuple[Any, ...]]) -> _Parts:
    """Rows by their first column, the case, without it."""
    parts: _Parts = defaultdict(list)
    for case_id, *rest in rows:
        parts[case_id].append(tuple(rest))
    return parts


@prepared
def _cases(allowed_in: Sequence[Scope] | None, ids: Collection[UUID]) -> Rows:
    rows = Case.objects.filter(visible_in(allowed_in), pk__in=ids)
    return rows.values_list("id", "brand_id", "queue_id", "topic_id", "customer_id", "channel", "opened_at")


@prepared
def _merged(ids: Collection[UUID]) -> Rows:
    return CaseLink.objects.filter(case_id__in=ids, kind=Link.MERGED.value).values_list("case_id", flat=True)


@prepared
def _by_hand(ids: Collection[UUID]) -> Rows:
    return Happening.objects.filter(case_id__in=ids, verb="opened_by_hand").values_list("case_id", flat=True)


@prepared
def _contacts(ids: Collection[UUID]) -> Rows:
    rows = Contact.objects.filter(case_id__in=ids).order_by("opened_at", "id")
    return rows.values_list("case_id", "id", "channel", "direction", "opened_at", "answered_at", "ended_at", "by_id")


@prepared
def _said(ids: Collection[UUID]) -> Rows:
    rows = Message.objects.filter(case_id__in=ids).exclude(kind=Kind.NOTE.value)
    rows = rows.exclude(delivery=Delivery.CANCELLED.value).order_by("at", "id")
    return rows.values_list("case_id", "id", "kind", "at", "automatic", "author_id")


@prepared
def _closures(ids: Collection[UUID]) -> Rows:
    rows = Closure.objects.filter(case_id__in=ids).order_by("at", "id")
    return rows.values_list("case_id", "id", "outcome", "at", "by_id", "reopened_at")


@prepared
def _holds(ids: Collection[UUID]) -> Rows:
    return Hold.objects.filter(case_id__in=ids).order_by("at", "id").values_list("case_id", "reason", "at", "ended_at")


@prepared
def _assignments(ids: Collection[UUID]) -> Rows:
    rows = Assignment.objects.filter(case_id__in=ids).order_by("at", "id")
    return rows.values_list("case_id", "staff_id", "at", "ended_at")
