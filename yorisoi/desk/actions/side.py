"""Ask a department or another company about a case, in a thread of its own; pass a message on."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.channels import public as channels
from yorisoi.channels.contracts import MailboxUnusable, NoRecipient, OutgoingFile, Reference
from yorisoi.desk.actions.change import announce, changing, locked, tell
from yorisoi.desk.actions.quoting import forward_subject, forwarded
from yorisoi.desk.actions.reply import mailbox_of
from yorisoi.desk.actions.standing import hold_case
from yorisoi.desk.actions.uploads import stored
from yorisoi.desk.actions.writing import SUBJECT, File
from yorisoi.desk.contracts import Delivery, Kind, NotPossible, Upload, Waiting
from yorisoi.desk.models import Attachment, Case, Message, SideFile, SideMessage, SideTalk
from yorisoi.desk.permissions import ANSWER, CLOSE
from yorisoi.kernel import clock, unit
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, NotFound


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked beside a case. to: addresses; team_id: one of the brand's teams, instead of or beside them.

    message_id: a message of the case that is passed on below, with its files where with_files. wait: put the case on
    hold until the answer.
    """

    text: str
    to: Sequence[str] = ()
    team_id: UUID | None = None
    subject: str = ""
    message_id: UUID | None = None
    with_files: bool = True
    uploads: Sequence[Upload] = ()
    wait: bool = False


@unit.work()
def ask(*, actor: Actor, case_id: UUID, question: Question) -> UUID:
    """Begin a side conversation, or forward a message; returns the talk's id. The customer never sees any of it, and
    answers come to the talk and not to the case's own thread.

    Raises NotFound, NotAllowed; NotPossible without a text or a usable recipient or mailbox.
    """
    with changing(actor, case_id, ANSWER) as case:
        addresses, team_name = _addresses(case, question)
        passed_on = _message(case, question)
        files = stored(question.uploads) + (_files(passed_on) if passed_on and question.with_files else [])
        text = question.text.rstrip() + (forwarded(passed_on) if passed_on else "")
        if not text.strip():
            raise NotPossible(_("Write what you want to know."))
        subject = " ".join(question.subject.split())[:SUBJECT] or (
            forward_subject(case.subject) if passed_on else case.subject
        )
        now = clock.now()
        talk = SideTalk(
            case=case, subject=subject, team_id=question.team_id, addresses=addresses, at=now, last_at=now,
            mailbox_id=mailbox_of(case, None), by_id=actor.staff_id,
        )  # fmt: skip
        outbound_id = _send(case, talk, actor, text, files)
        talk.save(force_insert=True)
        _add(talk, actor, text, files, outbound_id)
        to = team_name or ", ".join(addresses)
        tell(case, actor, "forwarded" if passed_on else "asked", to=to, subject=subject)
        if question.wait and case.is_open:
            actor.needs(CLOSE, case.brand_id, case.queue_id)
            hold_case(case, actor, Waiting.DEPARTMENT if question.team_id else Waiting.OUTSIDE, None)
    return talk.id


@unit.work()
def write_side(*, actor: Actor, talk_id: UUID, text: str, uploads: Sequence[Upload] = ()) -> UUID:
    """Go on with a talk; returns the message's id. Raises NotFound, NotAllowed; NotPossible as `ask`."""
    talk = _talk(talk_id)
    case = locked(actor, talk.case_id, ANSWER)
    if not text.strip():
        raise NotPossible(_("Write what you want to know."))
    files = stored(uploads)
    outbound_id = _send(case, talk, actor, text, files)
    talk.last_at, talk.answered, talk.done_at, talk.done_by = clock.now(), False, None, None
    talk.save(update_fields=["last_at", "answered", "done_at", "done_by"])
    message = _add(talk, actor, text, files, outbound_id)
    announce(case)
    return message.id


@unit.work()
def end_side(*, actor: Actor, talk_id: UUID, done: bool = True) -> None:
    """Say that a talk is done, or take it up again. Raises NotFound, NotAllowed."""
    talk = _talk(talk_id)
    case = locked(actor, talk.case_id, ANSWER)
    if done == (talk.done_at is not None):
        return
    talk.done_at, talk.done_by_id = (clock.now(), actor.staff_id) if done else (None, None)
    talk.save(update_fields=["done_at", "done_by"])
    tell(case, actor, "side_done" if done else "side_again", subject=talk.subject)
    announce(case)


def _talk(talk_id: UUID) -> SideTalk:
    talk = SideTalk.objects.select_for_update().filter(id=talk_id).first()
    if talk is None:
        raise NotFound(_("There is no such conversation."))
    return talk


def _addresses(case: Case, question: Question) -> tuple[list[str], str]:
    """Whom it goes to, and the team's name. Raises NotPossible for nobody, or for the customer's own address."""
    found, name = [each.strip() for each in question.to if each.strip()], ""
    if question.team_id is not None:
        team = next((each for each in workspace.teams_of_brand(case.brand_id) if each.id == question.team_id), None)
        if team is None:
            raise NotPossible(_("There is no such team in the case's brand."))
        name = team.name
        found += list(workspace.emails_of_staff(team.staff_ids).values())
    if not found:
        raise NotPossible(_("Say whom you ask: an address, or a team with people in it."))
    customers = Message.objects.filter(case=case, kind=Kind.IN).values_list("author_address", flat=True)
    theirs = {each.lower() for each in customers}
    if any(each.lower() in theirs for each in found):
        raise NotPossible(_("This is the customer's own address. Answer them in the case itself."))
    return list(dict.fromkeys(found)), name


def _message(case: Case, question: Question) -> Message | None:
    if question.message_id is None:
        return None
    found = Message.objects.filter(case=case, id=question.message_id).exclude(delivery=Delivery.CANCELLED).first()
    if found is None:
        raise NotFound(_("There is no such message."))
    return found


def _files(message: Message) -> list[File]:
    rows = Attachment.objects.filter(message=message, content_id="").order_by("id")
    return [File(each.file_id, each.name, each.size, each.content_type) for each in rows]


def _send(case: Case, talk: SideTalk, actor: Actor, text: str, files: Sequence[File]) -> UUID:
    """Into the outbox, with a Message-ID and a token of this thread alone."""
    earlier = list(SideMessage.objects.filter(talk=talk).order_by("-at", "-id")[:10])
    received = next((each.received_id for each in earlier if each.received_id), None)
    sent = [Reference("outbound", each.outbound_id, "token", True) for each in earlier if each.outbound_id]
    try:
        return channels.send(
            brand_id=case.brand_id,
            mailbox_id=talk.mailbox_id,
            to=talk.addresses,
            subject=talk.subject if not earlier else f"Re: {talk.subject}"[:SUBJECT],
            text=text.rstrip() + "\n",
            attachments=[OutgoingFile(file.file_id, file.name) for file in files],
            reply_to_received=received,
            references=[] if received else sent,
            actor=actor,
        )
    except MailboxUnusable as error:
        raise NotPossible(_("The mailbox cannot send: %(reason)s") % {"reason": error}) from error
    except NoRecipient as error:
        raise NotPossible(_("There is no usable recipient: %(address)s") % {"address": error}) from error


def _add(talk: SideTalk, actor: Actor, text: str, files: Sequence[File], outbound_id: UUID) -> SideMessage:
    message = SideMessage.objects.create(
        talk=talk,
        kind=Kind.OUT,
        at=clock.now(),
        author_id=actor.staff_id,
        author_name=actor.name,
        to=list(talk.addresses),
        body=text.rstrip(),
        outbound_id=outbound_id,
        delivery=Delivery.QUEUED,
    )
    keep_files(message, files)
    return message


def keep_files(message: SideMessage, files: Sequence[File]) -> None:
    """The files of a side message."""
    SideFile.objects.bulk_create(
        SideFile(message=message, file_id=each.file_id, name=each.name[:255], size=each.size) for each in files
    )
