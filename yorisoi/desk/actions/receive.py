"""Messages came in: put them on cases, many in one transaction."""

from collections.abc import Collection, Sequence
from uuid import UUID

from yorisoi.desk.actions.arrivals import arrivals
from yorisoi.desk.actions.landing import Landing
from yorisoi.desk.actions.side_receive import put_on_side, side_messages_of, side_talks_of
from yorisoi.desk.actions.surroundings import surroundings
from yorisoi.desk.actions.threading import destination, subject_number
from yorisoi.desk.models import Message
from yorisoi.kernel import unit
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace.contracts import SYSTEM, Actor


def receive(*, received_id: UUID, actor: Actor = SYSTEM) -> UUID:
    """Put a received message on its case, or on a new one; returns the message's id. Doing it twice changes nothing.

    Raises channels.contracts.UnknownMessage.
    """
    return receive_all(received_ids=[received_id], actor=actor)[received_id]


def receive_all(*, received_ids: Sequence[UUID], actor: Actor = SYSTEM) -> dict[UUID, UUID]:
    """The same for many, all or none of them; returns the messages' ids. The number of statements hardly grows.

    What they quote and is on no case yet comes first. Everything that takes time and needs no lock (decoding, the
    words for the search) is done before the transaction begins.
    """
    known = _messages_of(received_ids)
    new = arrivals(each for each in received_ids if each not in known)
    if not new:
        return known
    with unit.work():
        known |= _messages_of([each.mail.id for each in new])  # another worker may have been quicker
        new = [each for each in new if each.mail.id not in known]
        sides = side_talks_of(new)
        for each in new:
            if each.mail.id in sides:
                known[each.mail.id] = put_on_side(actor, each, sides[each.mail.id])
        new = [each for each in new if each.mail.id not in sides]
        if not new:
            return known
        numbers = [(each.mail.brand_id, subject_number(each.mail.subject)) for each in new]
        around = surroundings(new, [(brand_id, number) for brand_id, number in numbers if number is not None])
        landing = Landing(actor, around)
        for each in new:
            known[each.mail.id] = landing.put(each, destination(each, around))
        landing.write()
        landing.close_history()
    return known


def _messages_of(received_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    return dict(_rows_of(set(received_ids))) | side_messages_of(received_ids)


@prepared
def _rows_of(received_ids: Collection[UUID]) -> Rows:
    return Message.objects.filter(received_id__in=received_ids).values_list("received_id", "id")
