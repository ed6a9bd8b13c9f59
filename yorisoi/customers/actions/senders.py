"""Customers from whoever wrote to us."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from yorisoi.customers.addresses import normalise
from yorisoi.customers.contracts import ToldSender
from yorisoi.customers.events import CustomerCreated
from yorisoi.customers.indexing import file, file_new
from yorisoi.customers.models import Customer, Identity
from yorisoi.customers.names import ToldName, key, reading_key, told_name
from yorisoi.kernel import audit, clock, events, sql, unit

type Key = tuple[UUID, str, str]


def customer_from_sender(*, brand_id: UUID, kind: str, address: str, name: str) -> UUID:
    """The id of the brand's customer with this address, made now if there is none; see `customers_from_senders`."""
    return customers_from_senders([ToldSender(brand_id, kind, address, name)])[0]


@unit.work()
def customers_from_senders(senders: Sequence[ToldSender]) -> list[UUID]:
    """The ids of the brands' customers with these addresses, in their order; made now where there is none.

    A customer known only by the address takes on the name when one is told later. Two senders at the same time give
    one customer: the identity's uniqueness decides, the loser takes the winner's. The number of statements does not
    grow with the senders, but for names that are learned.
    """
    keys = [(each.brand_id, each.kind, normalise(each.kind, each.address)) for each in senders]
    known = _known(set(keys))
    new = {key: each for key, each in zip(keys, senders, strict=True) if key not in known}
    if new:
        try:
            with transaction.atomic():
                made = _make(new)
        except IntegrityError:  # others made one of them meanwhile
            known = _known(set(keys))
            made = _make({key: each for key, each in new.items() if key not in known})
        known |= made
    for key_, each in zip(keys, senders, strict=True):
        if each.learn_name:
            _learn_name(known[key_], each.name, key_[2])
    return [known[key_].id for key_ in keys]


def _known(keys: Collection[Key]) -> dict[Key, Customer]:
    identities = _identities({brand_id for brand_id, _kind, _address in keys}, {address for *_, address in keys})
    return {key: each.customer for each in identities if (key := (each.brand_id, each.kind, each.address)) in keys}


@sql.prepared
def _identities(brand_ids: Collection[UUID], addresses: Collection[str]) -> QuerySet[Identity]:
    return Identity.objects.filter(brand_id__in=brand_ids, address__in=addresses).select_related("customer")


def _make(senders: Mapping[Key, ToldSender]) -> dict[Key, Customer]:
    """New customers, by the order of their addresses, so that two who make the same ones wait for each other."""
    if not senders:
        return {}
    now = clock.now()
    made: dict[Key, Customer] = {}
    for key_ in sorted(senders):
        made[key_] = Customer(brand_id=key_[0], created_at=now)
        _put(made[key_], told_name(senders[key_].name, key_[2]))
    sql.insert(made.values())
    identities = [
        Identity(
            brand_id=brand_id,
            customer=customer,
            kind=kind,
            address=address,
            raw=senders[brand_id, kind, address].address.strip()[:320],
            created_at=now,
        )
        for (brand_id, kind, address), customer in made.items()
    ]
    sql.insert(identities)
    for each in identities:
        file_new(each)
        audit.record(None, "customer.created", "customer", each.customer_id, each.brand_id, channel=each.kind)
        events.publish(CustomerCreated(each.customer_id, each.brand_id))
    return made


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
