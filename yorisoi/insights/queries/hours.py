"""When a brand's desk is open."""

from collections.abc import Collection
from uuid import UUID

from yorisoi.kernel.calendar import BusinessCalendar
from yorisoi.workspace import public as workspace


def hours_of(brand_ids: Collection[UUID]) -> dict[UUID, BusinessCalendar]:
    """The opening hours by which the durations of each brand are measured."""
    return {brand_id: workspace.business_calendar(brand_id) for brand_id in brand_ids}
