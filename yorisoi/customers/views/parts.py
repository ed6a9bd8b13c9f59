"""What several views of customers need."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from yorisoi.customers.contracts import CustomerCard
from yorisoi.kernel import slots
from yorisoi.workspace.contracts import Actor, BrandInfo
from yorisoi.workspace.public import StaffRequest, brand_ids, brands

INVALID = 422


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """A panel of the slot, with the address that loads it."""

    title: str
    url: str


def panels_of(request: StaffRequest, card: CustomerCard) -> list[PanelPlace]:
    """The panels higher capabilities offer for this customer; `?case=` says beside which case they stand."""
    beside = request.GET.get("case", "")
    query = f"?{urlencode({'case': beside})}" if beside else ""
    return [
        PanelPlace(str(panel.title), reverse(panel.url_name, args=[card.id]) + query)
        for panel in slots.items("customer.panel")
        if panel.permission is None or request.actor.can(panel.permission, card.brand_id)
    ]


def brands_by_id(ids: Iterable[UUID]) -> dict[UUID, BrandInfo]:
    """Brands by id, in their order."""
    return {brand.id: brand for brand in brands(ids)}


def brand_choices(actor: Actor, permission: str) -> list[tuple[str, str]]:
    """Brands in which the actor may do this, to choose from."""
    return [(str(brand.id), brand.name) for brand in brands(brand_ids(actor, permission))]


def uuid_of(text: str | None) -> UUID | None:
    """The id in a query string; None for nothing or nonsense."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
