"""Whose case is it: which case a mail goes on with, and whether its sender may.

Order: our own token, then In-Reply-To and References, then a case number in the subject; always with a sender check.
After that the queue decides (`continues`), and merged cases lead to the one they went into.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from yorisoi.channels.contracts import AutomaticKind
from yorisoi.desk.actions.arrivals import BOUNCES, Arrival
from yorisoi.desk.actions.surroundings import Surroundings
from yorisoi.desk.actions.writing import address_key
from yorisoi.desk.contracts import Continues, Link

_NUMBER = re.compile(r"(?:\[#|［#|受付番号[:：\s]*#?)(\d{3,15})")


@dataclass(frozen=True, slots=True)
class Destination:
    """The case to go on with, or None for a new one, linked to `other` if there is one. `by`: token, header, number,
    customer or ""."""

    case_id: UUID | None = None
    by: str = ""
    other: UUID | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that the mail names."""

    case_id: UUID
    by: str
    took_part: bool


def destination(arrival: Arrival, around: Surroundings) -> Destination:
    """Decide."""
    mail = arrival.mail
    candidates = list(_named_cases(arrival, around))
    trusted = next((each for each in candidates if _may_join(each, arrival, around)), None)
    if trusted is not None:
        return _as_queue_wants(arrival, around.merged_into(trusted.case_id), trusted.by, around)
    if candidates:
        return Destination(other=candidates[0].case_id, link=Link.QUOTED)
    queue, customer_id = around.queues.of(mail), around.customers.get(mail.id)
    proven = arrival.by_person and not mail.sender_unverified
    if queue.continues == Continues.CUSTOMER and customer_id and proven:
        return Destination(around.newest_open(customer_id, queue.id), "customer")
    return Destination()


def _named_cases(arrival: Arrival, around: Surroundings) -> Iterator[Candidate]:
    """The cases that the mail names, in the order of trust."""
    mail = arrival.mail
    for reference in mail.references:
        if reference.id in around.case_of:
            yield Candidate(around.case_of[reference.id], reference.by, reference.sender_took_part)
    number = subject_number(mail.subject)
    if number is not None and (mail.brand_id, number) in around.numbered:
        yield Candidate(around.numbered[mail.brand_id, number], "number", took_part=False)


def subject_number(subject: str) -> int | None:
    """The case number in a subject such as `Re: [#10234] …` or `… 受付番号: 10234`, or None."""
    found = _NUMBER.search(subject)
    return int(found.group(1)) if found else None


def _may_join(candidate: Candidate, arrival: Arrival, around: Surroundings) -> bool:
    """The sender took part in the message or the case, or is its customer, or is one of us who has its Message-ID.

    Mail systems speak for themselves.
    """
    mail = arrival.mail
    if mail.sender_unverified:  # a typed address opens no case of whoever has it; the same page's message does
        return candidate.took_part
    if candidate.took_part or (mail.automatic in BOUNCES and candidate.by != "number"):
        return True
    case = around.cases[candidate.case_id]
    if case.brand_id != mail.brand_id:
        return False
    if arrival.from_us and candidate.by != "number":
        return True
    customer_id = around.customers.get(mail.id)
    if customer_id is not None and case.customer_id == customer_id:
        return True
    return bool(mail.from_address) and (case.id, address_key(mail.from_address)) in around.participants


def _as_queue_wants(arrival: Arrival, case_id: UUID, by: str, around: Surroundings) -> Destination:
    if arrival.mail.automatic in (AutomaticKind.PERSON, AutomaticKind.BULK):
        queue = around.queues.by_id[around.cases[case_id].queue_id]
        if queue.continues == Continues.NEVER:
            return Destination(other=case_id, link=Link.FOLLOWS)
    return Destination(case_id, by)
