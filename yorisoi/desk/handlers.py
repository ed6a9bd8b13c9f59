"""What the desk does when others tell it something: each only enqueues."""

from yorisoi.channels.events import DeliveryFailed, MessageDelivered, MessageReceived
from yorisoi.kernel import jobs
from yorisoi.kernel.events import subscribe


@subscribe(MessageReceived)
def put_on_a_case(event: MessageReceived) -> None:
    """A message came in."""
    jobs.enqueue("desk.receive", received_id=str(event.received_id), unique_key=f"desk.receive:{event.received_id}")


@subscribe(MessageDelivered)
def delivered(event: MessageDelivered) -> None:
    """One of our messages reached somebody."""
    jobs.enqueue("desk.note_delivery", outbound_id=str(event.outbound_id))


@subscribe(DeliveryFailed)
def failed(event: DeliveryFailed) -> None:
    """One of our messages did not reach an address."""
    jobs.enqueue("desk.note_delivery", outbound_id=str(event.outbound_id))
