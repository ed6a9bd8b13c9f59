"""What mails coming in may concern of what is on the desk, in a fixed number of queries; the cases are locked."""

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from yorisoi.customers import public as customers
from yorisoi.customers.contracts import CustomerName
from yorisoi.desk.actions.arrivals import Arrival
from yorisoi.desk.actions.queues import Queues, queues_for
from yorisoi.desk.actions.writing import address_key
from yorisoi.desk.contracts import Continues, Link
from yorisoi.desk.models import Case, CaseLink, Contact, Message, Participant
from yorisoi.kernel.sql import Rows, prepared

_NUMBER_BITS = 63


@dataclass
class Surroundings:
    """Kept true while the mails are put on cases, so that one may go on with the case that the one before it opened.

    customers: by mail. case_of: by received or outbound message. numbered: by brand and number. merged: where a merged
    case went. contacts: those that go on, by case and channel.
    """

    queues: Queues
    customers: dict[UUID, UUID] = field(default_factory=dict)
    names: dict[UUID, CustomerName] = field(default_factory=dict)
    case_of: dict[UUID, UUID] = field(default_factory=dict)
    numbered: dict[tuple[UUID, int], UUID] = field(default_factory=dict)
    merged: dict[UUID, UUID] = field(default_factory=dict)
    cases: dict[UUID, Case] = field(default_factory=dict)
    participants: set[tuple[UUID, str]] = field(default_factory=set)
    contacts: dict[tuple[UUID, str], Contact] = field(default_factory=dict)

    def merged_into(self, case_id: UUID) -> UUID:
        """The case that a merged case went into, at the end of the chain."""
        seen = {case_id}
        while (further := self.merged.get(case_id)) is not None and further not in seen:
            seen.add(further)
            case_id = further
        return case_id

    def newest_open(self, customer_id: UUID, queue_id: UUID) -> UUID | None:
        """The customer's open case in this queue that something came to last."""
        theirs = [
            case
            for case in self.cases.values()
            if case.customer_id == customer_id and case.queue_id == queue_id and case.is_open
        ]
        return max(theirs, key=lambda case: (case.last_at, case.id)).id if theirs else None


def surroundings(arrivals: Sequence[Arrival], numbers: Iterable[tuple[UUID, int]]) -> Surroundings:
    """Load them, inside the transaction that puts the mails on cases. `numbers`: (brand, case number) in subjects."""
    around = Surroundings(queues_for([each.mail for each in arrivals]))
    told = [(each.mail.id, told) for each in arrivals if (told := each.customer)]
    if told:
        ids = customers.customers_from_senders([each for _mail_id, each in told])
        around.customers = dict(zip([mail_id for mail_id, _told in told], ids, strict=True))
        around.names = customers.names(ids)
    _load_named(around, arrivals, numbers)
    wanted = {*around.case_of.values(), *around.numbered.values(), *around.merged.values()}
    wanted |= _open_cases(around, arrivals)
    if wanted:
        _load_cases(around, wanted, {address_key(each.mail.from_address) for each in arrivals})
    return around


def _load_named(around: Surroundings, arrivals: Sequence[Arrival], numbers: Iterable[tuple[UUID, int]]) -> None:
    ids = {one.id for each in arrivals for one in each.mail.references}
    for received, outbound, case_id in _messages(ids):
        around.case_of[received or outbound] = case_id
    wanted = {pair for pair in numbers if pair[1].bit_length() <= _NUMBER_BITS}
    if wanted:
        found = Case.objects.filter(number__in={number for _brand_id, number in wanted})
        for case_id, brand_id, number in found.values_list("id", "brand_id", "number"):
            if (brand_id, number) in wanted:
                around.numbered[brand_id, number] = case_id
    further = {*around.case_of.values(), *around.numbered.values()}
    while further:
        found_links = dict(_merges(further))
        further = set(found_links.values()) - around.merged.keys()
        around.merged |= found_links


def _open_cases(around: Surroundings, arrivals: Sequence[Arrival]) -> set[UUID]:
    """Open cases that mails go on with because their queue lets any case of the customer continue."""
    pairs = {
        (around.customers[mail.id], around.queues.of(mail).id)
        for mail in (each.mail for each in arrivals)
        if mail.id in around.customers and around.queues.of(mail).continues == Continues.CUSTOMER
    }
    if not pairs:
        return set()
    rows = Case.objects.filter(is_open=True, customer_id__in={customer_id for customer_id, _queue_id in pairs})
    return {
        case_id
        for case_id, customer_id, queue_id in rows.values_list("id", "customer_id", "queue_id")
        if (customer_id, queue_id) in pairs
    }


def _load_cases(around: Surroundings, case_ids: Set[UUID], senders: Set[str]) -> None:
    """Locked by the order of their ids, so that two who lock the same ones never wait for each other in a circle."""
    around.cases = {case.id: case for case in _locked(case_ids)}
    around.participants = set(_participants(case_ids, senders))
    for contact in _going_on(case_ids):
        around.contacts[contact.case_id, contact.channel] = contact


@prepared
def _messages(ids: Collection[UUID]) -> Rows:
    rows = Message.objects.filter(Q(received_id__in=ids) | Q(outbound_id__in=ids))
    return rows.values_list("received_id", "outbound_id", "case_id")


@prepared
def _merges(case_ids: Collection[UUID]) -> Rows:
    links = CaseLink.objects.filter(case_id__in=case_ids, kind=Link.MERGED).order_by("-id")
    return links.values_list("case_id", "other_id")


@prepared
def _locked(case_ids: Collection[UUID]) -> QuerySet[Case]:
    return Case.objects.select_for_update().filter(id__in=case_ids).order_by("id")


@prepared
def _participants(case_ids: Collection[UUID], addresses: Collection[str]) -> Rows:
    return Participant.objects.filter(case_id__in=case_ids, address__in=addresses).values_list("case_id", "address")


@prepared
def _going_on(case_ids: Collection[UUID]) -> QuerySet[Contact]:
    return Contact.objects.filter(case_id__in=case_ids, ended_at=None)
