"""Who wants no campaigns any more."""

from collections.abc import Iterable
from uuid import UUID

from ..contracts import Subscription, UnknownMessage
from ..models import Outbound, Unsubscription
from ..tokens import read_unsubscribe_token


def unsubscribed_of(brand_id: UUID, addresses: Iterable[str]) -> set[str]:
    """Which of these addresses want no campaigns of the brand, in lower case; one query."""
    wanted = {address.strip().lower() for address in addresses}
    rows = Unsubscription.objects.filter(brand_id=brand_id, address__in=wanted)
    return set(rows.values_list("address", flat=True))


def subscription(unsubscription_id: UUID) -> Subscription:
    """Whom an unsubscription is about. Raises UnknownMessage, also when they subscribed again."""
    row = Unsubscription.objects.filter(pk=unsubscription_id).first()
    if row is None:
        raise UnknownMessage(unsubscription_id)
    return Subscription(row.brand_id, row.address, unsubscribed=True)


def subscription_of(token: str) -> Subscription:
    """Whom the token in a message's link is about. Raises UnknownMessage for one that we never made."""
    outbound_id = read_unsubscribe_token(token)
    row = Outbound.objects.filter(pk=outbound_id, unsubscribable=True).first() if outbound_id is not None else None
    if row is None:
        raise UnknownMessage(token)
    [address] = row.addresses
    return Subscription(row.brand_id, address, unsubscribed=bool(unsubscribed_of(row.brand_id, [address])))
