"""Endpoints and what was sent to them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yorisoi.integrations.models import Attempt, Delivery, Endpoint, EndpointStop
from yorisoi.integrations.permissions import MANAGE_WEBHOOKS
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, BrandInfo, NotAllowed, NotFound

PAGE = 30


def kinds_wanted() -> set[str]:
    """Every kind of event that some endpoint wants; one small query."""
    return {kind for kinds in _kinds() for kind in kinds}


@prepared
def _kinds() -> Rows:
    return Endpoint.objects.values_list("events", flat=True)


def stopped(endpoint: str) -> Exists:
    """The condition that nothing is sent to the endpoint whose id is in this column."""
    return Exists(EndpointStop.objects.filter(endpoint=OuterRef(endpoint), ended_at=None))


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """An endpoint in its table. `stop`: why nothing is sent, or ""."""

    id: UUID
    url: str
    description: str
    brand: str
    events: list[str]
    stop: str
    failing_since: datetime | None


def endpoints(actor: Actor) -> list[EndpointRow]:
    """Endpoints of the actor's brands. Raises NotAllowed."""
    actor.needs(MANAGE_WEBHOOKS)
    rows = Endpoint.objects.filter(brand_id__in=workspace.brand_ids(actor, MANAGE_WEBHOOKS))
    found = rows.select_related("brand").prefetch_related("stops").order_by("brand__order", "id")
    return [
        EndpointRow(
            each.id, each.url, each.description, each.brand.name, each.events, stop_of(each), each.failing_since
        )
        for each in found
    ]


def stop_of(endpoint: Endpoint) -> str:
    """Why nothing is sent to it just now, or ""."""
    return next((stop.reason for stop in endpoint.stops.all() if stop.ended_at is None), "")


def get_endpoint(actor: Actor, endpoint_id: UUID) -> Endpoint:
    """One of them. Raises NotAllowed; NotFound for another brand's."""
    if not actor.can(MANAGE_WEBHOOKS):
        raise NotAllowed(MANAGE_WEBHOOKS)
    endpoint = Endpoint.objects.select_related("brand").filter(id=endpoint_id).first()
    if endpoint is None or not actor.can(MANAGE_WEBHOOKS, endpoint.brand_id):
        raise NotFound("endpoint")
    return endpoint


def endpoint_brands(actor: Actor) -> list[BrandInfo]:
    """Where the actor may set up endpoints. Raises NotAllowed."""
    actor.needs(MANAGE_WEBHOOKS)
    return workspace.brands(workspace.brand_ids(actor, MANAGE_WEBHOOKS))


def deliveries(endpoint: Endpoint, after: UUID | None = None) -> tuple[list[Delivery], UUID | None]:
    """What was sent to an endpoint, the newest first, with its attempts; and where the next page begins."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(endpoint=endpoint).order_by("-id")
    if after:
        rows = rows.filter(id__lt=after)
    found = list(rows.prefetch_related("attempts")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def attempts_of(delivery: Delivery) -> list[Attempt]:
    """How each attempt went, the last first."""
    return sorted(delivery.attempts.all(), key=lambda each: each.id, reverse=True)


def get_delivery(actor: Actor, delivery_id: UUID) -> Delivery:
    """One delivery. Raises NotAllowed, NotFound."""
    delivery = Delivery.objects.filter(id=delivery_id).first()
    if delivery is None:
        actor.needs(MANAGE_WEBHOOKS)
        raise NotFound("delivery")
    get_endpoint(actor, delivery.endpoint_id)
    return delivery
