"""Files of customers on their way in."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.customers.csvfile.columns import COLUMNS
from yorisoi.customers.models import CustomerImport, ImportProblem
from yorisoi.customers.permissions import EXCHANGE
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.public import brand_ids

MOST = 50
_HEADS = {column.name: column.head for column in COLUMNS}


def get_import(actor: Actor, import_id: UUID) -> CustomerImport:
    """One of them. NotFound for another brand's."""
    if not actor.can(EXCHANGE):
        raise NotAllowed(EXCHANGE)
    row = CustomerImport.objects.select_related("by", "brand", "file").filter(id=import_id).first()
    if row is None or not actor.can(EXCHANGE, row.brand_id):
        raise NotFound("import")
    return row


def imports(actor: Actor) -> list[CustomerImport]:
    """The latest of the actor's brands, the newest first."""
    actor.needs(EXCHANGE)
    rows = CustomerImport.objects.filter(brand_id__in=brand_ids(actor, EXCHANGE)).select_related("by", "brand")
    return list(rows.order_by("-id")[:MOST])


def problems(row: CustomerImport, most: int) -> list[tuple[int, str, str]]:
    """The first so many things that are wrong: row, column's head, words."""
    return [_told(each) for each in row.problems.order_by("row", "id")[:most]]


def report(row: CustomerImport) -> Iterator[tuple[object, ...]]:
    """Everything that was wrong, with a head, to be written as CSV."""
    yield (_("Row"), _("Column"), _("What is wrong"))
    for each in row.problems.order_by("row", "id").iterator(chunk_size=500):
        yield _told(each)


def _told(each: ImportProblem) -> tuple[int, str, str]:
    return each.row, _HEADS.get(each.field, each.field), each.what
