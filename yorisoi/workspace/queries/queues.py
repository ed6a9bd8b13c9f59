"""Queues to which a role may be limited. They are a higher capability's, which offers them to `access.queue`."""

from collections.abc import Collection
from uuid import UUID

from yorisoi.kernel import slots
from yorisoi.kernel.slots import BrandQueue


def queues(brand_ids: Collection[UUID]) -> list[BrandQueue]:
    """All queues of these brands."""
    return [queue for source in slots.items("access.queue") for queue in source.load(brand_ids)] if brand_ids else []


def queue_names(brand_ids: Collection[UUID]) -> dict[UUID, str]:
    """Their names by id."""
    return {queue.id: queue.name for queue in queues(brand_ids)}
