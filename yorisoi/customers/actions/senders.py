"""A customer from whoever wrote to us."""

from uuid import UUID

from django.db import IntegrityError, transaction

from yorisoi.customers.addresses import normalise
from yorisoi.customers.indexing import file
from yorisoi.customers.models import Customer, Identity
from yorisoi.customers.names import ToldName, key, reading_key, told_name
from yorisoi.kernel import audit, clock


@transaction.atomic
def customer_from_sender(*, brand_id: UUID, kind: str, address: str, name: str, learn_name: bool = True) -> UUID:
    """The id of the brand's customer with this address, made now if there is none.

    A customer known only by the address takes on the name when one is told later, unless `learn_name` is False (the
    address was only typed, so a stranger might name them). Two senders at the same time give
    one customer: the identity's uniqueness decides, the loser takes the winner's.
    """
    normal = normalise(kind, address)
    known = _known(brand_id, kind, normal)
    if known is not None:
        if learn_name:
            _learn_name(known, name, normal)
        return known.id
    try:
        with transaction.atomic():
            return _make(brand_id, kind, normal, address, name)
    except IntegrityError:
        known = _known(brand_id, kind, normal)
        if known is None:
            raise
        return known.id


def _known(brand_id: UUID, kind: str, normal: str) -> Customer | None:
    return Customer.objects.filter(
        identities__brand_id=brand_id, identities__kind=kind, identities__address=normal
    ).first()


def _make(brand_id: UUID, kind: str, normal: str, address: str, name: str) -> UUID:
    now = clock.now()
    customer = Customer(brand_id=brand_id, created_at=now)
    _put(customer, told_name(name, normal))
    customer.save(force_insert=True)
    Identity.objects.create(
        brand_id=brand_id, customer=customer, kind=kind, address=normal, raw=address.strip()[:320], created_at=now
    )
    file(customer)
    audit.record(None, "customer.created", "customer", customer.id, brand_id, channel=kind)
    return customer.id


def _learn_name(customer: Customer, name: str, normal: str) -> None:
    if customer.family_name or customer.display_name != normal[:200]:
        return
    told = told_name(name, normal)
    if told.display == customer.display_name:
        return
    _put(customer, told)
    customer.save()
    file(customer)
    audit.record(None, "customer.named", "customer", customer.id, customer.brand_id)


def _put(customer: Customer, told: ToldName) -> None:
    customer.display_name, customer.family_name, customer.given_name = told.display, told.family, told.given
    customer.name_key = key(told.display)
    customer.reading_key = reading_key("", told.family, told.given)
