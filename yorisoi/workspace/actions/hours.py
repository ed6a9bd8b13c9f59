"""Business hours are entered, or given up for those of all brands."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from yorisoi.kernel import audit
from yorisoi.kernel.calendar import CalendarError
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.models import BusinessHours
from yorisoi.workspace.queries.hours import Opening, calendar_of, opening_to_change


@transaction.atomic
def set_hours(*, actor: Actor, brand_id: UUID | None, opening: Opening) -> None:
    """Say when a brand (None: every brand without hours of its own) is open.

    Deadlines that stand already stay; the next ones follow. Raises ValidationError for hours that make no sense.
    """
    before, _own = opening_to_change(actor, brand_id)
    try:
        calendar_of(opening)
    except CalendarError as error:
        raise ValidationError(str(error)) from error
    values = {
        "week": [list(spans) for spans in opening.week],
        "country": opening.country,
        "holiday": list(opening.holiday),
        "closed_yearly": list(opening.closed_yearly),
        "special": [{"day": day, "spans": list(spans), "name": name} for day, spans, name in opening.special],
    }
    row = BusinessHours.objects.filter(brand=brand_id).first() or BusinessHours(brand_id=brand_id)
    row.of_all = brand_id is None
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    was = [list(spans) for spans in before.week] if before.week != opening.week else None
    audit.record(actor.staff_id, "hours.set", "hours", row.id, brand_id, was=was)


@transaction.atomic
def follow_all(*, actor: Actor, brand_id: UUID) -> None:
    """Give up a brand's own hours: those of all brands hold for it."""
    opening_to_change(actor, brand_id)
    row = BusinessHours.objects.filter(brand_id=brand_id).first()
    if row is not None:
        audit.record(actor.staff_id, "hours.given_up", "hours", row.id, brand_id)
        row.delete()
