"""Jobs of customers."""

from uuid import UUID

from yorisoi.customers.actions import imports
from yorisoi.kernel import jobs


@jobs.job("customers.check_import")
def check_import(import_id: str) -> None:
    """Check a file of customers without writing any."""
    imports.check(UUID(import_id))


@jobs.job("customers.run_import")
def run_import(import_id: str) -> None:
    """Take a checked file in; begins again where a worker that died had stopped."""
    imports.run(UUID(import_id))
