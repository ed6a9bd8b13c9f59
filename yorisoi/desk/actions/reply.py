"""Answer the customer, and take it back within the undo window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yorisoi.channels import public as channels
from yorisoi.channels.contracts import MailboxUnusable, NoRecipient, OutgoingFile, Reference
from yorisoi.desk.actions import counts
from yorisoi.desk.actions.assign import give
from yorisoi.desk.actions.case_fields import Typed, put_fields
from yorisoi.desk.actions.change import locked, save, tell
from yorisoi.desk.actions.checking import check_sending
from yorisoi.desk.actions.checklists import check_off
from yorisoi.desk.actions.close import check_record, put_record
from yorisoi.desk.actions.contacts import contact_answered, unanswer_contact
from yorisoi.desk.actions.due import no_longer_due
from yorisoi.desk.actions.indexing import index_message
from yorisoi.desk.actions.judging import judge
from yorisoi.desk.actions.lease import end_lease, held_by_other
from yorisoi.desk.actions.quoting import quoted, reply_subject
from yorisoi.desk.actions.standing import close_case, end_hold, hold_case, reopen_case, restore, standing
from yorisoi.desk.actions.uploads import stored
from yorisoi.desk.actions.writing import add_message, take_part
from yorisoi.desk.contracts import (
    CLOSED_STATUSES,
    Arrived,
    CaseMoved,
    Delivery,
    Kind,
    NotPossible,
    RecordFields,
    ReplyHeld,
    Status,
    Upload,
    Waiting,
)
from yorisoi.desk.events import CaseReplied
from yorisoi.desk.models import Case, Message
from yorisoi.desk.permissions import ANSWER, CLOSE
from yorisoi.kernel import clock, events, search, unit
from yorisoi.kernel.sql import prepared
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound

HOLD_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote to a customer.

    to, cc, bcc: addresses. seen_version: the case as the writer saw it (None: not checked). then: how the case stands
    afterwards (None: as it was, but no longer new). waiting, until: for whom and how long, when `then` is pending.
    confirmed: what the writer was asked about already (see `check_sending`; None: nobody is there to ask).
    """

    text: str
    to: Sequence[str]
    cc: Sequence[str] = ()
    bcc: Sequence[str] = ()
    uploads: Sequence[Upload] = ()
    subject: str = ""
    quote: bool = True
    seen_version: int | None = None
    then: Status | None = None
    waiting: Waiting = Waiting.CUSTOMER
    until: datetime | None = None
    record: RecordFields | None = None
    typed: Typed | None = None
    mailbox_id: UUID | None = None
    confirmed: str | None = None


@unit.work()
def reply(*, actor: Actor, case_id: UUID, draft: Draft, hold_seconds: int = HOLD_SECONDS) -> UUID:
    """Put the answer into the outbox and on the case; returns the message's id. For a while it may be taken back.

    Raises NotFound, NotAllowed; CaseMoved when messages came that the writer has not seen; ReplyHeld when somebody else
    is writing; SendingConcerns; RecordNeeded; NotPossible (no text, no usable recipient or mailbox). Nothing is sent.
    """
    case = locked(actor, case_id, ANSWER)
    before, was = counts.place(case), standing(case)
    _check(case, actor, draft)
    message = _send(case, actor, draft, hold_seconds, was)
    index_message(case, message, [upload.name for upload in draft.uploads])
    take_part(case, [*draft.to, *draft.cc, *draft.bcc])
    if case.assignee_id is None and actor.staff_id is not None:
        give(case, actor, actor.staff_id, actor.name)
    no_longer_due(case)
    _stand(case, actor, draft)
    end_lease(case, actor)
    tell(case, actor, "replied", shown=False, message=str(message.id))
    save(case, before)
    events.publish(CaseReplied(case.id, message.id))
    return message.id


def _check(case: Case, actor: Actor, draft: Draft) -> None:
    if not draft.text.strip():
        raise NotPossible(_("The reply is empty."))
    holder = held_by_other(case, actor)
    if holder:
        raise ReplyHeld(_("%(name)s is writing a reply. Nothing was sent.") % {"name": holder}, holder)
    if draft.seen_version is not None:
        check_seen(case, actor, draft.seen_version)
    check_sending(
        case,
        text=draft.text,
        subject=draft.subject,
        to=draft.to,
        cc=draft.cc,
        bcc=draft.bcc,
        files=len(draft.uploads),
        confirmed=draft.confirmed,
    )
    if draft.then in (*CLOSED_STATUSES, Status.PENDING) and not actor.can(CLOSE, case.brand_id, case.queue_id):
        raise NotAllowed(CLOSE)
    if draft.then is Status.DONE and draft.typed:
        put_fields(case, actor, draft.typed)
    if draft.then is Status.DONE:
        check_record(case, draft.record, check_off(case, actor, (), ""))


def check_seen(case: Case, actor: Actor, seen_version: int) -> None:
    """Raise CaseMoved with what came from others after this version of the case."""
    if case.version <= seen_version:
        return
    later = Message.objects.filter(
        case=case, version__gt=seen_version, automatic__in=["person", "bulk", "bounce_permanent"]
    ).exclude(delivery=Delivery.CANCELLED)
    # `exclude(author=None-able)` would drop customers' messages along with our own.
    arrived = [
        Arrived(each.id, Kind(each.kind), each.author_name or each.author_address, each.body[:400], each.at)
        for each in later.order_by("at", "id")[:20]
        if each.author_id is None or each.author_id != actor.staff_id
    ]
    if arrived:
        raise CaseMoved(_("Something came while you were writing. Nothing was sent."), arrived, case.version)


def _send(case: Case, actor: Actor, draft: Draft, hold_seconds: int, was: dict[str, str]) -> Message:
    answered = _newest_received.first(case.id)
    files = stored(draft.uploads)
    subject = draft.subject.strip() or reply_subject(case.subject)
    text = draft.text.rstrip() + "\n"
    try:
        outbound_id = channels.send(
            brand_id=case.brand_id,
            mailbox_id=mailbox_of(case, draft.mailbox_id),
            to=draft.to,
            cc=draft.cc,
            bcc=draft.bcc,
            subject=subject,
            text=text + (quoted(answered) if draft.quote and answered else ""),
            attachments=[OutgoingFile(file.file_id, file.name) for file in files],
            reply_to_received=answered.received_id if answered else None,
            references=[] if answered else _ours(case),
            hold_seconds=hold_seconds,
            actor=actor,
        )
    except MailboxUnusable as error:
        raise NotPossible(_("The mailbox cannot send: %(reason)s") % {"reason": error}) from error
    except NoRecipient as error:
        raise NotPossible(_("There is no usable recipient: %(address)s") % {"address": error}) from error
    now = clock.now()
    return add_message(
        case,
        kind=Kind.OUT,
        at=now,
        contact=contact_answered(case, case.channel, now, actor.staff_id),
        body=draft.text.rstrip(),
        files=files,
        channel=case.channel,
        author_id=actor.staff_id,
        author_name=actor.name,
        to=list(draft.to),
        cc=list(draft.cc),
        bcc=list(draft.bcc),
        subject=subject,
        outbound_id=outbound_id,
        delivery=Delivery.QUEUED,
        before=was,
    )


@prepared
def _newest_received(case_id: UUID) -> QuerySet[Message]:
    return Message.objects.filter(case_id=case_id, kind=Kind.IN, received__isnull=False).order_by("-at", "-id")[:1]


def mailbox_of(case: Case, asked_for: UUID | None) -> UUID:
    """The mailbox asked for, else the case's, else the brand's first."""
    wanted = asked_for or case.mailbox_id
    usable = [mailbox.id for mailbox in channels.mailboxes([case.brand_id]) if mailbox.active]
    if wanted is not None and wanted in usable:
        return wanted
    if asked_for or not usable:
        raise NotPossible(_("There is no mailbox to send from. Ask an administrator to set one up."))
    return usable[0]


def _ours(case: Case) -> list[Reference]:
    sent = Message.objects.filter(case=case, outbound__isnull=False).exclude(delivery=Delivery.CANCELLED)
    ids = sent.order_by("-at", "-id").values_list("outbound_id", flat=True)[:10]
    return [Reference("outbound", outbound_id, "token", True) for outbound_id in ids if outbound_id]


def _stand(case: Case, actor: Actor, draft: Draft) -> None:
    """How the case stands after an answer: as the writer chose; else it is being worked on."""
    if draft.then is Status.PENDING:
        if not case.is_open:
            reopen_case(case, actor, by="hand")
        hold_case(case, actor, draft.waiting, draft.until)
    elif draft.then in CLOSED_STATUSES:
        if draft.record is not None:
            put_record(case, actor, draft.record)
        if case.is_open:
            close_case(case, actor, Status(draft.then))
        judge(case)
    elif draft.then is Status.OPEN and case.status == Status.PENDING:
        end_hold(case, actor, woken_by="hand")
    elif draft.then is Status.OPEN and not case.is_open:
        reopen_case(case, actor, by="hand")
    elif case.status == Status.NEW:
        case.status = Status.OPEN


@unit.work()
def take_back(*, actor: Actor, case_id: UUID, message_id: UUID) -> str:
    """Take an answer back before it leaves; returns its text. What the answer did to the case is undone when nothing
    came after it. Raises NotFound, NotAllowed; NotPossible when it has left."""
    case = locked(actor, case_id, ANSWER)
    before = counts.place(case)
    message = Message.objects.filter(case=case, id=message_id, kind=Kind.OUT).select_related("contact").first()
    if message is None or message.outbound_id is None:
        raise NotFound(_("There is no such message."))
    if message.delivery == Delivery.CANCELLED:
        return message.body
    if not channels.cancel(message.outbound_id, actor=actor):
        raise NotPossible(_("The message has already left."))
    message.case = case
    message.delivery = Delivery.CANCELLED
    message.save(update_fields=["delivery"])
    unanswer_contact(message)
    case.message_count -= 1
    if case.version == message.version and message.before:
        if not message.before["assignee"] and case.assignee_id == actor.staff_id:
            give(case, actor, None, "")
        restore(case, actor, message.before)
    search.remove("message", message.id)
    tell(case, actor, "taken_back", message=str(message.id))
    save(case, before)
    return message.body
