"""Facts as they stand."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yorisoi.insights.contracts import FactRow, Kind, NewFact
from yorisoi.insights.models import Fact
from yorisoi.insights.permissions import Scope, scopes_or_all, visible_in
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace.contracts import Actor

COLUMNS = tuple(field.name for field in fields(NewFact))
ROW = tuple(field.name for field in fields(FactRow))

type Standing = tuple[UUID, NewFact]
"""A fact with the id of its row."""


def facts(
    actor: Actor,
    *,
    kind: str = "",
    after: tuple[datetime, UUID] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    most: int = 100,
) -> list[FactRow]:
    """Facts that the actor may see, newest first, below `after` (the `at` and id of the last one seen); since ≤ at <
    until."""
    rows = _page(scopes_or_all(actor), kind or None, after, since, until, most=most)
    return [FactRow(*row) for row in rows]


@prepared
def _page(
    allowed_in: Sequence[Scope] | None,
    kind: str | None,
    after: tuple[datetime, UUID] | None,
    since: datetime | None,
    until: datetime | None,
    *,
    most: int,
) -> Rows:
    condition = visible_in(allowed_in) & Q(replaced_at=None)
    if kind is not None:
        condition &= Q(kind=kind)
    if since is not None:
        condition &= Q(at__gte=since)
    if until is not None:
        condition &= Q(at__lt=until)
    if after is not None:
        at, last = after
        condition &= Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=last))
    return Fact.objects.filter(condition).order_by("-at", "-id").values_list(*ROW)[:most]


def standing_of_cases(case_ids: Collection[UUID]) -> list[Standing]:
    """What stands of these cases, but for what follows from other cases too."""
    return [(row[0], NewFact(*row[1:])) for row in _of_cases(set(case_ids), Kind.RECONTACT.value)]


@prepared
def _of_cases(case_ids: Collection[UUID], but: str) -> Rows:
    rows = Fact.objects.filter(case__in=case_ids, replaced_at=None).exclude(kind=but)
    return rows.exclude(kind__contains=".").values_list("id", *COLUMNS)


def standing_of_sources(kinds: Collection[str], source_ids: Collection[UUID]) -> list[Standing]:
    """What stands of these sources."""
    return [(row[0], NewFact(*row[1:])) for row in _of_sources(set(kinds), set(source_ids))]


@prepared
def _of_sources(kinds: Collection[str], source_ids: Collection[UUID]) -> Rows:
    rows = Fact.objects.filter(kind__in=kinds, source_id__in=source_ids, replaced_at=None)
    return rows.values_list("id", *COLUMNS)


def standing_of_customers(customer_ids: Collection[UUID]) -> list[Standing]:
    """Contacts and recontacts of these customers, oldest first."""
    kinds = {Kind.CONTACT.value, Kind.RECONTACT.value}
    return [(row[0], NewFact(*row[1:])) for row in _of_customers(set(customer_ids), kinds)]


@prepared
def _of_customers(customer_ids: Collection[UUID], kinds: Collection[str]) -> Rows:
    rows = Fact.objects.filter(customer__in=customer_ids, kind__in=kinds, replaced_at=None)
    return rows.order_by("at", "source_id").values_list("id", *COLUMNS)
