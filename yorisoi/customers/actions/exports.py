"""All customers of a brand leave the house: who took them is written down."""

from collections.abc import Iterator
from uuid import UUID

from yorisoi.customers.permissions import EXCHANGE
from yorisoi.customers.queries.export import export_rows
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor


def begin_export(*, actor: Actor, brand_id: UUID) -> Iterator[list[object]]:
    """The rows, after the export was written down. Raises NotAllowed."""
    actor.needs(EXCHANGE, brand_id)
    audit.record(actor.staff_id, "customers.exported", "brand", brand_id, brand_id)
    return export_rows(brand_id)
