"""Customers: made by hand, changed; their addresses added and removed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.customers.addresses import normalise
from yorisoi.customers.events import CustomerCreated
from yorisoi.customers.indexing import file
from yorisoi.customers.models import Customer, Identity, Need
from yorisoi.customers.names import key, reading_key
from yorisoi.customers.permissions import EDIT
from yorisoi.customers.queries.customers import get_customer
from yorisoi.kernel import audit, clock, events
from yorisoi.workspace.contracts import Actor, NotFound


@dataclass(frozen=True, slots=True)
class CustomerValues:
    """What is entered about a person; `needs` are kinds of Need."""

    family_name: str
    given_name: str = ""
    family_reading: str = ""
    given_reading: str = ""
    birth_date: date | None = None
    language: str = "ja"
    note: str = ""
    needs: tuple[str, ...] = ()


@transaction.atomic
def create_customer(
    *, actor: Actor, brand_id: UUID, values: CustomerValues, identities: Iterable[tuple[str, str]] = ()
) -> UUID:
    """A customer entered by hand, with addresses as (kind, address). ValidationError for an address somebody has."""
    actor.needs(EDIT, brand_id)
    customer = Customer(brand_id=brand_id, created_at=clock.now())
    _fill(customer, values)
    customer.save(force_insert=True)
    _set_needs(customer, values.needs)
    for kind, address in identities:
        _add(customer, kind, address)
    file(customer)
    audit.record(actor.staff_id, "customer.created", "customer", customer.id, brand_id, actor_name=actor.name)
    events.publish(CustomerCreated(customer.id, brand_id))
    return customer.id


@transaction.atomic
def change_customer(*, actor: Actor, customer_id: UUID, values: CustomerValues) -> None:
    """Change what is known of a person; the audit row names what changed, not the values."""
    customer = get_customer(actor, customer_id, EDIT)
    before = _shown(customer)
    _fill(customer, values)
    customer.save()
    needs = _set_needs(customer, values.needs)
    file(customer)
    after = _shown(customer)
    changed = sorted({name for name in before if before[name] != after[name]} | ({"needs"} if needs else set()))
    audit.record(
        actor.staff_id,
        "customer.changed",
        "customer",
        customer.id,
        customer.brand_id,
        actor_name=actor.name,
        fields=changed,
    )


@transaction.atomic
def correct_customer(*, actor: Actor, customer_id: UUID, changes: Mapping[str, Any]) -> None:
    """Change some of the CustomerValues of a person, by name; the others stay."""
    customer = get_customer(actor, customer_id, EDIT)
    held: dict[str, Any] = _shown(customer) | {"needs": tuple(customer.needs.values_list("kind", flat=True))}
    change_customer(actor=actor, customer_id=customer.id, values=CustomerValues(**held | dict(changes)))


@transaction.atomic
def add_identity(*, actor: Actor, customer_id: UUID, kind: str, address: str) -> UUID:
    """Add an address. ValidationError if it is none, or another customer of the brand has it."""
    customer = get_customer(actor, customer_id, EDIT)
    identity = _add(customer, kind, address)
    file(customer)
    audit.record(actor.staff_id, "customer.identity_added", "customer", customer.id, customer.brand_id, channel=kind)
    return identity.id


@transaction.atomic
def remove_identity(*, actor: Actor, customer_id: UUID, identity_id: UUID) -> None:
    """Take an address away: the next message from it makes a customer of its own."""
    customer = get_customer(actor, customer_id, EDIT)
    identity = customer.identities.filter(id=identity_id).first()
    if identity is None:
        raise NotFound("identity")
    identity.delete()
    file(customer)
    audit.record(
        actor.staff_id, "customer.identity_removed", "customer", customer.id, customer.brand_id, channel=identity.kind
    )


_PLAIN = (
    "family_name", "given_name", "family_reading", "given_reading", "birth_date", "language", "note",
)  # fmt: skip


def _shown(customer: Customer) -> dict[str, object]:
    return {name: getattr(customer, name) for name in _PLAIN}


def _fill(customer: Customer, values: CustomerValues) -> None:
    for name in _PLAIN:
        setattr(customer, name, getattr(values, name))
    customer.display_name = f"{values.family_name} {values.given_name}".strip()
    if values.family_name.isascii() and values.given_name.isascii():
        customer.display_name = f"{values.given_name} {values.family_name}".strip()
    customer.name_key = key(customer.display_name)
    customer.reading_key = reading_key(customer.reading, values.family_name, values.given_name)
    customer.full_clean()


def _set_needs(customer: Customer, kinds: Iterable[str]) -> bool:
    wanted, held = set(kinds), set(customer.needs.values_list("kind", flat=True))
    customer.needs.filter(kind__in=held - wanted).delete()
    for kind in sorted(wanted - held):
        need = Need(customer=customer, kind=kind, recorded_at=clock.now())
        need.full_clean()
        need.save(force_insert=True)
    return wanted != held


def _add(customer: Customer, kind: str, address: str) -> Identity:
    if kind == Identity.Kind.EMAIL:
        validate_email(address.strip())
    normal = normalise(kind, address)
    if not normal:
        raise ValidationError({"address": _("Enter an address.")})
    if Identity.objects.filter(brand_id=customer.brand_id, kind=kind, address=normal).exists():
        raise ValidationError({"address": _("A customer of this brand has this address already.")})
    return Identity.objects.create(
        brand_id=customer.brand_id,
        customer=customer,
        kind=kind,
        address=normal,
        raw=address.strip(),
        created_at=clock.now(),
    )
