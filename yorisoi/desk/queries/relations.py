"""What stands beside a case: its parent and its parts, linked and merged cases, and those that may be the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from yorisoi.desk.contracts import CLOSED_STATUSES, Delivery, Kind, Link, Status
from yorisoi.desk.models import Case, CaseLink, Message
from yorisoi.desk.permissions import Scope, scopes_or_all, visible_in
from yorisoi.desk.queries.cases import CaseHead, get_case
from yorisoi.kernel import clock
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace.contracts import Actor, NotFound

RECENT = timedelta(days=14)
ALIKE = 5
MOST = 30
_MOST_MERGES = 20


@dataclass(frozen=True, slots=True)
class Related:
    """A case beside this one. `why`: customer or subject, of one that may be the same; `by_hand`: can be unlinked."""

    id: UUID
    number: int
    subject: str
    status: Status
    opened_at: datetime
    topic: str
    customer: str = ""
    why: str = ""
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Relations:
    """All that the panel shows."""

    parents: tuple[Related, ...] = ()
    children: tuple[Related, ...] = ()
    linked: tuple[Related, ...] = ()
    merged: tuple[Related, ...] = ()
    alike: tuple[Related, ...] = ()

    @property
    def open_children(self) -> int:
        """How many parts are still open."""
        return sum(1 for each in self.children if each.status not in CLOSED_STATUSES)


def relations(actor: Actor, case_id: UUID) -> Relations:
    """What stands beside a case, as far as the actor may see it; five queries. Raises NotFound."""
    head = get_case(actor, case_id)
    here, there = list(_links_of(case_id)), list(_links_to(case_id))
    ids = {pk for pk, _kind in (*here, *there)}
    known = {row[0]: row for row in _among(scopes_or_all(actor), ids)} if ids else {}

    def of(links: Sequence[tuple[UUID, str]], *kinds: Link) -> tuple[Related, ...]:
        chosen = dict.fromkeys(pk for pk, kind in links if kind in kinds and pk in known)
        return tuple(Related(*_slim(known[pk]), by_hand=Link.MERGED not in kinds) for pk in chosen)

    several = (Link.QUOTED, Link.FOLLOWS, Link.RELATED, Link.SPLIT)
    return Relations(
        parents=of(here, Link.PART_OF),
        children=of(there, Link.PART_OF),
        linked=of((*here, *there), *several),
        merged=of(there, Link.MERGED),
        alike=tuple(each for each in alike(actor, head) if each.id not in ids),
    )


def alike(actor: Actor, head: CaseHead, most: int = ALIKE) -> list[Related]:
    """Open cases that came lately and may be the same matter: of the same customer first, then of the same subject."""
    if not head.is_open:
        return []
    since, allowed_in = clock.now() - RECENT, scopes_or_all(actor)
    rows = []
    if head.customer_id is not None:
        rows += [(row, "customer") for row in _of_customer(allowed_in, head.customer_id, since, most=most + 1)]
    if head.subject_key:
        rows += [
            (row, "subject") for row in _of_subject(allowed_in, head.brand_id, head.subject_key, since, most=most + 1)
        ]
    found: dict[UUID, Related] = {}
    for row, why in rows:
        if row[0] != head.id:
            found.setdefault(row[0], Related(*_slim(row), why=why))
    return list(found.values())[:most]


def merged_into(actor: Actor, head: CaseHead) -> CaseHead:
    """The case that a merged one leads to, at the end of the chain; the case itself where it was not merged, or where
    the actor may not see that one."""
    for _step in range(_MOST_MERGES):
        if head.merged_into_id is None:
            break
        try:
            head = get_case(actor, head.merged_into_id)
        except NotFound:
            break
    return head


@dataclass(frozen=True, slots=True)
class Line:
    """A message to choose."""

    id: UUID
    kind: Kind
    who: str
    line: str
    at: datetime


def message_lines(actor: Actor, case_id: UUID, most: int = 200) -> list[Line]:
    """The newest messages of a case in a line each, newest first. Raises NotFound."""
    get_case(actor, case_id)
    rows = Message.objects.filter(case_id=case_id).exclude(delivery=Delivery.CANCELLED).order_by("-at", "-id")
    return [
        Line(pk, Kind(kind), name or address, " ".join(body[:400].split())[:120], at)
        for pk, kind, name, address, body, at in rows.values_list(
            "id", "kind", "author_name", "author_address", "body", "at"
        )[:most]
    ]


_COLUMNS = ("pk", "number", "subject", "status", "opened_at", "topic__path", "customer_name")


def _slim(
    row: tuple[UUID, int, str, str, datetime, str | None, str],
) -> tuple[UUID, int, str, Status, datetime, str, str]:
    pk, number, subject, status, opened_at, topic, customer = row
    return pk, number, subject, Status(status), opened_at, topic or "", customer


@prepared
def _links_of(case_id: UUID) -> Rows:
    return CaseLink.objects.filter(case_id=case_id).order_by("-id").values_list("other_id", "kind")[:MOST]


@prepared
def _links_to(case_id: UUID) -> Rows:
    return CaseLink.objects.filter(other_id=case_id).order_by("-id").values_list("case_id", "kind")[:MOST]


@prepared
def _among(allowed_in: Sequence[Scope] | None, ids: Collection[UUID]) -> Rows:
    return Case.objects.filter(visible_in(allowed_in), pk__in=ids).values_list(*_COLUMNS)


@prepared
def _of_customer(allowed_in: Sequence[Scope] | None, customer_id: UUID, since: datetime, *, most: int) -> Rows:
    rows = Case.objects.filter(visible_in(allowed_in), Q(is_open=True), customer_id=customer_id, opened_at__gt=since)
    return rows.order_by("-opened_at", "-id").values_list(*_COLUMNS)[:most]


@prepared
def _of_subject(allowed_in: Sequence[Scope] | None, brand_id: UUID, key: str, since: datetime, *, most: int) -> Rows:
    rows = Case.objects.filter(
        visible_in(allowed_in), Q(is_open=True), brand=brand_id, subject_key=key, last_at__gt=since
    )
    return rows.order_by("-last_at").values_list(*_COLUMNS)[:most]
