"""What the desk does when others tell it something: each only enqueues."""

from yorisoi.channels.events import DeliveryFailed, MessageDelivered, MessageReceived
from yorisoi.customers.events import CustomersMerged, CustomersParted
from yorisoi.desk.actions.recontacts import look_for_recontact
from yorisoi.desk.events import ContactOpened
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


@subscribe(CustomersMerged)
def merged(event: CustomersMerged) -> None:
    """Two customers were made one."""
    merge_id, kept_id, gone_id = str(event.merge_id), str(event.kept_id), str(event.gone_id)
    jobs.enqueue("desk.follow_merge", merge_id=merge_id, kept_id=kept_id, gone_id=gone_id)


@subscribe(CustomersParted)
def parted(event: CustomersParted) -> None:
    """A merge of customers was undone."""
    merge_id, kept_id, gone_id = str(event.merge_id), str(event.kept_id), str(event.gone_id)
    jobs.enqueue("desk.follow_parting", merge_id=merge_id, kept_id=kept_id, gone_id=gone_id)


@subscribe(ContactOpened)
def contact_opened(event: ContactOpened) -> None:
    """It may come again after another one."""
    look_for_recontact(event.case_id)
