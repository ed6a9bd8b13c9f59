"""Whose case is it: which case a mail goes on with, and whether its sender may.

Order: our own token, then In-Reply-To and References, then a case number in the subject; always with a sender check.
After that the queue decides (`continues`), and merged cases lead to the one they went into.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from yorisoi.channels.contracts import AutomaticKind, ReceivedMessage, Reference
from yorisoi.desk.actions.writing import address_key
from yorisoi.desk.contracts import Continues, Link
from yorisoi.desk.models import Case, CaseLink, Message, Participant, Queue

_NUMBER = re.compile(r"(?:\[#|［#|受付番号[:：\s]*#?)(\d{3,15})")
_MERGES = 10
_BOUNCES = (AutomaticKind.BOUNCE_PERMANENT, AutomaticKind.BOUNCE_DELAYED)


@dataclass(frozen=True, slots=True)
class Destination:
    """The case to go on with, or None for a new one, linked to `other` if there is one. `by`: token, header, number,
    customer or ""."""

    case_id: UUID | None = None
    by: str = ""
    other: UUID | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the sender: the customer behind the mail, and whether one of us wrote it."""

    customer_id: UUID | None
    by_staff: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that the mail names."""

    case_id: UUID
    by: str
    took_part: bool


def destination(mail: ReceivedMessage, queue: Queue, known: Known, missing: Callable[[Reference], None]) -> Destination:
    """Decide. `missing` is called for a referenced mail that has no message yet, so that order of arrival is kept."""
    candidates = named_cases(mail, missing)
    trusted = next((each for each in candidates if _may_join(each, mail, known)), None)
    if trusted is not None:
        return _as_queue_wants(mail, merged_into(trusted.case_id), trusted.by)
    if candidates:
        return Destination(other=candidates[0].case_id, link=Link.QUOTED)
    if queue.continues == Continues.CUSTOMER and known.customer_id and mail.automatic is AutomaticKind.PERSON:
        theirs = Case.objects.filter(customer_id=known.customer_id, queue=queue, is_open=True)
        return Destination(theirs.order_by("-last_at", "-id").values_list("id", flat=True).first(), "customer")
    return Destination()


def named_cases(mail: ReceivedMessage, missing: Callable[[Reference], None]) -> list[Candidate]:
    """The cases that the mail names, in the order of trust."""
    cases = _cases_of(mail.references)
    for reference in mail.references:
        if reference.kind == "received" and reference.id not in cases and reference.id != mail.id:
            missing(reference)
            cases |= _cases_of([reference])
    found = [
        Candidate(cases[reference.id], reference.by, reference.sender_took_part)
        for reference in mail.references
        if reference.id in cases
    ]
    number = subject_number(mail.subject)
    if number is not None:
        numbered = Case.objects.filter(number=number, brand_id=mail.brand_id).values_list("id", flat=True).first()
        if numbered is not None:
            found.append(Candidate(numbered, "number", took_part=False))
    return found


def subject_number(subject: str) -> int | None:
    """The case number in a subject such as `Re: [#10234] …` or `… 受付番号: 10234`, or None."""
    found = _NUMBER.search(subject)
    return int(found.group(1)) if found else None


def merged_into(case_id: UUID) -> UUID:
    """The case that a merged case went into, at the end of the chain."""
    for _step in range(_MERGES):
        further = CaseLink.objects.filter(case_id=case_id, kind=Link.MERGED).values_list("other_id", flat=True).first()
        if further is None:
            break
        case_id = further
    return case_id


def _cases_of(references: Sequence[Reference]) -> dict[UUID, UUID]:
    ids = [reference.id for reference in references]
    rows = Message.objects.filter(Q(received_id__in=ids) | Q(outbound_id__in=ids)) if ids else Message.objects.none()
    return {
        received or outbound: case
        for received, outbound, case in rows.values_list("received_id", "outbound_id", "case_id")
    }


def _may_join(candidate: Candidate, mail: ReceivedMessage, known: Known) -> bool:
    """The sender took part in the message or the case, or is its customer, or is one of us who has its Message-ID.

    Mail systems speak for themselves.
    """
    if mail.sender_unverified:  # a typed address opens no case of whoever has it; the same page's message does
        return candidate.took_part
    if candidate.took_part or (mail.automatic in _BOUNCES and candidate.by != "number"):
        return True
    case = Case.objects.filter(id=candidate.case_id, brand_id=mail.brand_id)
    if known.by_staff and candidate.by != "number":
        return case.exists()
    if known.customer_id and case.filter(customer_id=known.customer_id).exists():
        return True
    return (
        bool(mail.from_address)
        and case.exists()
        and Participant.objects.filter(case_id=candidate.case_id, address=address_key(mail.from_address)).exists()
    )


def _as_queue_wants(mail: ReceivedMessage, case_id: UUID, by: str) -> Destination:
    if mail.automatic in (AutomaticKind.PERSON, AutomaticKind.BULK):
        continues = Case.objects.values_list("queue__continues", flat=True).get(id=case_id)
        if continues == Continues.NEVER:
            return Destination(other=case_id, link=Link.FOLLOWS)
    return Destination(case_id, by)
