"""A customer from whoever wrote to us."""

from uuid import UUID

from django.db import IntegrityError, transaction

from yorisoi.customers.addresses import normalise
from yorisoi.customers.models import Customer, Identity
from yorisoi.customers.names import key, reading_key, told_name
from yorisoi.kernel import clock


@transaction.atomic
def customer_from_sender(*, brand_id: UUID, kind: str, address: str, name: str) -> UUID:
    """The id of the brand's customer with this address, made now if there is none.

    Two at the same time give one customer: the identity's uniqueness decides, the loser takes the winner's.
    """
    normal = normalise(kind, address)
    found = _known(brand_id, kind, normal)
    if found:
        return found
    try:
        with transaction.atomic():
            return _make(brand_id, kind, normal, address, name)
    except IntegrityError:
        found = _known(brand_id, kind, normal)
        if found is None:
            raise
        return found


def _known(brand_id: UUID, kind: str, normal: str) -> UUID | None:
    return (
        Identity.objects.filter(brand_id=brand_id, kind=kind, address=normal)
        .values_list("customer_id", flat=True)
        .first()
    )


def _make(brand_id: UUID, kind: str, normal: str, address: str, name: str) -> UUID:
    now = clock.now()
    told = told_name(name, normal)
    customer = Customer.objects.create(
        brand_id=brand_id,
        family_name=told.family,
        given_name=told.given,
        display_name=told.display,
        name_key=key(told.display),
        reading_key=reading_key("", told.family, told.given),
        created_at=now,
    )
    Identity.objects.create(
        brand_id=brand_id, customer=customer, kind=kind, address=normal, raw=address.strip()[:320], created_at=now
    )
    return customer.id
