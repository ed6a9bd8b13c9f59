"""Make two cases one, and take them apart again."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.actions import counts
from yorisoi.desk.actions.change import locked, save, tell
from yorisoi.desk.actions.standing import bring_back, close_case, put_away, reopen_case, restore, standing
from yorisoi.desk.actions.writing import address_key, one_line
from yorisoi.desk.contracts import CLOSED_STATUSES, Delivery, Link, NotPossible, Status
from yorisoi.desk.events import CasesMerged, CasesParted
from yorisoi.desk.models import (
    Case,
    CaseLink,
    CaseMerge,
    Contact,
    Hold,
    Message,
    MovedMessage,
    Participant,
    ReplyLease,
    SideTalk,
)
from yorisoi.desk.permissions import MERGE
from yorisoi.kernel import clock, events, unit
from yorisoi.workspace.contracts import Actor


@unit.work()
def merge(*, actor: Actor, case_id: UUID, into_id: UUID) -> UUID:
    """Put a case into another of its brand; returns the merge's id. Messages, contacts and participants go along; the
    number stays, and whatever comes to it goes on there. The case that went is closed, but not counted as resolved.

    Raises NotFound, NotAllowed; NotPossible for the case itself, another brand, or one that was merged already.
    """
    if case_id == into_id:
        raise NotPossible(_("A case cannot be merged into itself."))
    cases = {each: locked(actor, each, MERGE) for each in sorted((case_id, into_id))}
    case, into = cases[case_id], cases[into_id]
    if case.brand_id != into.brand_id:
        raise NotPossible(_("The two cases belong to different brands."))
    before, into_before = counts.place(case), counts.place(into)
    done = CaseMerge(
        case=case,
        into=into,
        by_id=actor.staff_id,
        at=clock.now(),
        case_before=standing(case) | {"talks": _bring_talks(case, into), "until": _until(case)},
        into_before=standing(into),
    )
    _bring_contacts(case, into, done)
    _bring_participants(case, into, done)
    was_open = case.is_open
    put_away(case, actor)
    if was_open and not into.is_open:
        reopen_case(into, actor, by="merge")
    into.version += 1  # what is moved is newer than what anybody saw of it, and older than what they see now
    done.into_version = into.version + 1
    done.save(force_insert=True)
    moved = _bring_messages(case, into, done)
    case.merged_into = into
    CaseLink.objects.create(case=case, other=into, kind=Link.MERGED, by_id=actor.staff_id, at=done.at)
    ReplyLease.objects.filter(case=case).delete()
    tell(case, actor, "merged_into", number=into.number)
    tell(into, actor, "merged", number=case.number, subject=case.subject, n=moved)
    save(case, before)
    save(into, into_before)
    events.publish(CasesMerged(done.id, case.id, into.id))
    return done.id


@unit.work()
def part(*, actor: Actor, case_id: UUID) -> UUID:
    """Undo the merge of a case; returns the id of the case that it had gone into. It stands as before, with what it
    had brought along, answers that were written meanwhile excepted.

    Raises NotFound, NotAllowed; NotPossible when it is not merged, or the other one was merged further.
    """
    done = CaseMerge.objects.filter(case_id=case_id, undone_at=None).first()
    if done is None:
        locked(actor, case_id, MERGE)
        raise NotPossible(_("The case is not merged into another."))
    cases = {each: locked(actor, each, MERGE, merged=True) for each in sorted((case_id, done.into_id))}
    case, into = cases[case_id], cases[done.into_id]
    if into.merged_into_id is not None:
        raise NotPossible(_("#%(number)s was merged into another case. Undo that first.") % {"number": into.number})
    before, into_before = counts.place(case), counts.place(into)
    untouched = into.version == done.into_version
    _give_back_messages(case, into, done)
    _give_back_contacts(case, into, done)
    SideTalk.objects.filter(id__in=done.case_before.get("talks", ()), case=into).update(case=case)
    _give_back_participants(into, done)
    case.merged_into = None
    bring_back(case, actor, done.case_before)
    if untouched:
        _restore(into, actor, done)
    _freshen(into)
    CaseLink.objects.filter(case=case, other=into, kind=Link.MERGED).delete()
    done.undone_at, done.undone_by_id = clock.now(), actor.staff_id
    done.save(update_fields=["undone_at", "undone_by"])
    tell(case, actor, "parted_from", number=into.number)
    tell(into, actor, "parted", number=case.number)
    save(case, before)
    save(into, into_before)
    events.publish(CasesParted(done.id, case.id, into.id))
    return into.id


def _restore(into: Case, actor: Actor, done: CaseMerge) -> None:
    """Nothing happened since: it stands as it stood."""
    was = Status(done.into_before["status"])
    if was in CLOSED_STATUSES and into.is_open:
        close_case(into, actor, was)
    elif was not in CLOSED_STATUSES:
        restore(into, actor, done.into_before)


def _until(case: Case) -> str:
    if case.status != Status.PENDING:
        return ""
    until = Hold.objects.filter(case=case, ended_at=None).values_list("until", flat=True).first()
    return until.isoformat() if until else ""


def _bring_messages(case: Case, into: Case, done: CaseMerge) -> int:
    """How many messages went along. They carry a version of `into` now, so that a writer there is told of them."""
    rows = Message.objects.filter(case=case)
    kept = rows.values_list("id", "version", "before")
    moved = [MovedMessage(merge=done, message_id=pk, version=version, before=was) for pk, version, was in kept]
    MovedMessage.objects.bulk_create(moved, batch_size=500)
    rows.update(case=into, version=into.version, before={})
    into.message_count += case.message_count
    case.message_count = 0
    if case.last_at >= into.last_at:
        into.last_at, into.last_line, into.last_direction = case.last_at, case.last_line, case.last_direction
    return len(moved)


def _give_back_messages(case: Case, into: Case, done: CaseMerge) -> None:
    moved = MovedMessage.objects.filter(merge=done, message__case=into)
    rows = {row.message_id: row for row in moved}
    messages = list(Message.objects.filter(id__in=rows))
    for message in messages:
        message.case, message.version, message.before = case, rows[message.id].version, rows[message.id].before
    Message.objects.bulk_update(messages, ["case", "version", "before"], batch_size=200)
    counted = sum(1 for each in messages if each.delivery != Delivery.CANCELLED)
    case.message_count, into.message_count = counted, into.message_count - counted


def _bring_contacts(case: Case, into: Case, done: CaseMerge) -> None:
    """Episodes go along; two that go on at once on one channel become one, and the newcomer ends for it."""
    going_on = set(Contact.objects.filter(case=into, ended_at=None).values_list("channel", flat=True))
    rows = list(Contact.objects.filter(case=case))
    done.contacts = [str(each.id) for each in rows]
    both = [each for each in rows if each.ended_at is None and each.channel in going_on]
    done.ended = [str(each.id) for each in both]
    Contact.objects.filter(id__in=[each.id for each in both]).update(ended_at=done.at)
    Contact.objects.filter(case=case).update(case=into)


def _give_back_contacts(case: Case, into: Case, done: CaseMerge) -> None:
    Contact.objects.filter(id__in=done.contacts, case=into).update(case=case)
    Contact.objects.filter(id__in=done.ended, case=case, answered_at=None).update(ended_at=None)


def _bring_talks(case: Case, into: Case) -> list[str]:
    """Conversations beside it go along; their ids."""
    talks = SideTalk.objects.filter(case=case)
    ids = [str(each) for each in talks.values_list("id", flat=True)]
    talks.update(case=into)
    return ids


def _bring_participants(case: Case, into: Case, done: CaseMerge) -> None:
    """The addresses stay where they were as well: the old number is checked against them."""
    done.addresses = sorted(_addresses(case) - _addresses(into))
    Participant.objects.bulk_create([Participant(case=into, address=each) for each in done.addresses])


def _give_back_participants(into: Case, done: CaseMerge) -> None:
    """Those that the merge brought go, unless they wrote or were written to since."""
    since = Message.objects.filter(case=into, at__gt=done.at).values_list("author_address", "to", "cc", "bcc")
    needed = {address_key(each) for author, *others in since for each in _all(author, others)}
    Participant.objects.filter(case=into, address__in=set(done.addresses) - needed).delete()


def _addresses(case: Case) -> set[str]:
    return set(Participant.objects.filter(case=case).values_list("address", flat=True))


def _all(author: str, others: Iterable[Any]) -> Iterable[str]:
    return (author, *(address for some in others for address in some))


def _freshen(case: Case) -> None:
    """The case's last line is that of its newest message again."""
    newest = Message.objects.filter(case=case).exclude(delivery=Delivery.CANCELLED).order_by("-at", "-id").first()
    if newest is not None:
        case.last_line, case.last_direction = one_line(newest.body) or case.last_line, newest.kind
        case.last_at = newest.at
