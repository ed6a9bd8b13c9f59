"""What a customer and an account had to do with us: every message over all channels, and the cases of an account."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yorisoi.customers import public as customers
from yorisoi.desk.contracts import Kind, Status
from yorisoi.desk.models import Case, Message
from yorisoi.desk.permissions import Scope, scopes_or_all, visible, visible_in
from yorisoi.desk.queries.cases import Neighbour
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace.contracts import Actor

PAGE = 20
_LINE = 160


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of a customer's history; notes among staff are not in it."""

    id: UUID
    number: int
    subject: str
    kind: Kind
    channel: str
    who: str
    line: str
    at: datetime


def history_of(actor: Actor, customer_id: UUID, before: UUID | None = None) -> tuple[list[Letter], UUID | None]:
    """The newest messages of the customer's cases that the actor may see, 20 a page; below which id the next begins."""
    allowed_in = scopes_or_all(actor)
    at = Message.objects.filter(pk=before).values_list("at", flat=True).first() if before else None
    place = None if at is None or before is None else (at, before)
    rows = list(_letters(allowed_in, customer_id, place))
    letters = [
        Letter(pk, number, subject, Kind(kind), channel, who, " ".join(body[: _LINE * 4].split())[:_LINE], when)
        for pk, number, subject, kind, channel, who, body, when in rows[:PAGE]
    ]
    return letters, letters[-1].id if len(rows) > PAGE else None


@prepared
def _letters(allowed_in: Sequence[Scope] | None, customer_id: UUID, place: tuple[datetime, UUID] | None) -> Rows:
    cases = Case.objects.filter(visible_in(allowed_in), customer_id=customer_id)
    rows = Message.objects.filter(case__in=cases, kind__in=["in", "out"])
    if place is not None:
        at, last = place
        rows = rows.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(pk__lt=last)))
    columns = ("pk", "case__number", "case__subject", "kind", "channel", "author_name", "body", "at")
    return rows.order_by("-at", "-pk").values_list(*columns)[: PAGE + 1]


def cases_of_account(actor: Actor, account_id: UUID, most: int = 50) -> list[Neighbour]:
    """Cases of the account, of all below it and of everybody who belongs there, newest first. NotFound."""
    account_ids, people = customers.people_below(actor, account_id)
    theirs: Collection[UUID] = people
    rows = Case.objects.filter(visible(actor), Q(customer__in=theirs) | Q(account__in=account_ids))
    found = rows.order_by("-opened_at", "-id").values_list("number", "subject", "status", "opened_at", "topic__path")
    return [
        Neighbour(number, subject, Status(status), opened_at, topic or "")
        for number, subject, status, opened_at, topic in found[:most]
    ]
