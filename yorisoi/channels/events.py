"""Facts that channels publish."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """A message was stored (not yet parsed); read it through `channels.public.received`."""

    received_id: UUID


@dataclass(frozen=True, slots=True)
class MessageDelivered:
    """The receiving server took an outbound message for at least one address, and no address is left to try."""

    outbound_id: UUID


@dataclass(frozen=True, slots=True)
class AddressUnsubscribed:
    """Somebody left a brand's campaigns; whom it is about says `channels.public.subscription`."""

    unsubscription_id: UUID


@dataclass(frozen=True, slots=True)
class DeliveryFailed:
    """An outbound message did not reach an address: refused, given up, or bounced later.

    permanent: trying again is useless (5xx, or a bounce that says so); else we gave up after many attempts.
    """

    outbound_id: UUID
    permanent: bool
