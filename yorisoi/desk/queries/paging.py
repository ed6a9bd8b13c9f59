"""The order of the inbox, and where a page of it ended: keyset paging over one or two runs of an index each.

By due date the cases with one come first, then those without, the newest first: two orders, one after the other.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from yorisoi.workspace.contracts import NotFound


@dataclass(frozen=True, slots=True)
class Order:
    """One run: by which moment, which way, and (sign) how a cursor names it. undated: only what has no due date."""

    sign: str
    field: str
    descending: bool
    undated: bool = False


_NEWEST = Order("n", "last_at", descending=True)
_OLDEST = Order("o", "last_at", descending=False)
_DUE = Order("d", "due_at", descending=False)
_UNDATED = Order("u", "last_at", descending=True, undated=True)
ORDERS = {order.sign: order for order in (_NEWEST, _OLDEST, _DUE, _UNDATED)}
_RUNS = {"": (_NEWEST,), "newest": (_NEWEST,), "oldest": (_OLDEST,), "due": (_DUE, _UNDATED)}

type After = tuple[datetime, UUID] | None


def runs(sort: str, cursor: str) -> list[tuple[Order, After]]:
    """The runs still to read, the first of them from where the cursor says. Raises NotFound for a bad cursor."""
    wanted = _RUNS[sort]
    if not cursor:
        return [(order, None) for order in wanted]
    try:
        moment, _sep, pk = cursor[1:].partition("~")
        at, order = (datetime.fromisoformat(moment), UUID(pk)), ORDERS[cursor[0]]
        place = wanted.index(order)
    except (ValueError, KeyError):
        raise NotFound(_("This page of the list is no longer there.")) from None
    return [(order, at), *((later, None) for later in wanted[place + 1 :])]


def cursor_at(order: Order, at: datetime, pk: UUID) -> str:
    """Where a page ended."""
    return f"{order.sign}{at.isoformat()}~{pk.hex}"


def ordering(order: Order) -> tuple[str, str]:
    """For `order_by`."""
    minus = "-" if order.descending else ""
    return f"{minus}{order.field}", f"{minus}id"


def within(order: Order, after: After) -> Q:
    """What belongs to the run, beyond where the last page ended."""
    condition = Q()
    if order is _DUE or order is _UNDATED:
        condition = Q(due_at__isnull=order.undated)
    if after is None:
        return condition
    at, last = after  # the bound stands apart because an index range cannot be read from an OR
    if order.descending:
        return condition & Q(**{f"{order.field}__lte": at}) & (Q(**{f"{order.field}__lt": at}) | Q(id__lt=last))
    return condition & Q(**{f"{order.field}__gte": at}) & (Q(**{f"{order.field}__gt": at}) | Q(id__gt=last))
