"""Mails that answer a side conversation: they come there, and not to the case's own thread."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Q

from yorisoi.channels import public as channels
from yorisoi.channels.contracts import ReceivedNote
from yorisoi.desk.actions import counts
from yorisoi.desk.actions.arrivals import BOUNCES, Arrival
from yorisoi.desk.actions.change import announce, locked, save, tell
from yorisoi.desk.actions.side import keep_files
from yorisoi.desk.actions.standing import end_hold
from yorisoi.desk.actions.writing import File
from yorisoi.desk.contracts import Delivery, Kind, Status, Waiting
from yorisoi.desk.models import Case, SideMessage, SideTalk
from yorisoi.desk.permissions import READ
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace.contracts import Actor

_AWAITED = (Waiting.DEPARTMENT, Waiting.OUTSIDE)


def side_talks_of(arrivals: Sequence[Arrival]) -> dict[UUID, UUID]:
    """Which talk a mail answers, by received id. Its sender took part in the message that it answers: a stranger who
    quotes one gets nowhere near it. No query where nothing is answered."""
    ids = {one.id for each in arrivals for one in each.mail.references}
    if not ids:
        return {}
    talks = {sent or received: talk for sent, received, talk in _messages(ids)}
    found: dict[UUID, UUID] = {}
    for each in arrivals:
        for one in each.mail.references:
            may = one.sender_took_part or each.mail.automatic in BOUNCES
            if one.id in talks and may and not each.mail.sender_unverified:
                found.setdefault(each.mail.id, talks[one.id])
    return found


@prepared
def _messages(ids: Collection[UUID]) -> Rows:
    rows = SideMessage.objects.filter(Q(outbound_id__in=ids) | Q(received_id__in=ids))
    return rows.values_list("outbound_id", "received_id", "talk_id")


@prepared
def _known(received_ids: Collection[UUID]) -> Rows:
    return SideMessage.objects.filter(received_id__in=received_ids).values_list("received_id", "id")


def side_messages_of(received_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Those that are on a talk already, with their side messages."""
    return dict(_known(set(received_ids)))


def put_on_side(actor: Actor, arrival: Arrival, talk_id: UUID) -> UUID:
    """Put a mail on its talk; what a person writes takes the talk up again and ends a wait for it. The message's id."""
    mail, talk = arrival.mail, SideTalk.objects.select_for_update().get(id=talk_id)
    case = locked(actor, talk.case_id, READ, merged=True)
    before = counts.place(case)
    message = SideMessage.objects.create(
        talk=talk,
        kind=Kind.IN,
        at=mail.received_at,
        author_id=arrival.sender.staff_id,
        author_name=arrival.sender.name[:200],
        author_address=arrival.sender.address[:320],
        to=[party.address for party in mail.to],
        body=arrival.body,
        received_id=mail.id,
        delivery=Delivery.NONE,
    )
    keep_files(message, [File(each.file_id, each.name, each.size, each.content_type) for each in mail.attachments])
    if arrival.by_person:
        talk.last_at, talk.answered, talk.done_at, talk.done_by = mail.received_at, True, None, None
        talk.save(update_fields=["last_at", "answered", "done_at", "done_by"])
        _wake(case, actor)
    tell(case, actor, "side_answered", name=message.author_name or message.author_address, subject=talk.subject)
    channels.note_received([ReceivedNote(mail.id, mail.mailbox_id, "matched", {"case": case.number, "by": "side"})])
    save(case, before)
    announce(case)
    return message.id


def _wake(case: Case, actor: Actor) -> None:
    if case.status == Status.PENDING and case.waiting_reason in _AWAITED:
        end_hold(case, actor, woken_by="side")
