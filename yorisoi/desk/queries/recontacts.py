"""Contacts as the recontact engine sees them; definitions, marks and rates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import Kind
from yorisoi.desk.models import Case, Contact, Message, RecontactDefinition, RecontactMark
from yorisoi.desk.permissions import MANAGE_RECONTACTS, READ
from yorisoi.desk.queries.cases import get_case
from yorisoi.desk.recontacts import Episode, Identity, RecontactRate, Rule, rate
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import Actor, NotFound

MOST = 200_000


@dataclass(frozen=True, slots=True)
class RecontactLine:
    """Why a contact of a case is a recontact: the definition, the case before, and the time between."""

    definition: str
    number: int
    earlier_at: datetime
    after: timedelta


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A definition with its rate over the past."""

    definition: RecontactDefinition
    rate: RecontactRate


def episodes(contacts: QuerySet[Contact]) -> list[Episode]:
    """These contacts for the engine; one query."""
    spoken = Message.objects.filter(case=OuterRef("case_id"), contact=OuterRef("pk"), kind=Kind.IN).order_by("at", "id")
    rows = contacts.annotate(address=Subquery(spoken.values("author_address")[:1])).values_list(
        "id", "case_id", "opened_at", "ended_at", "channel", "direction", "abandoned", "case__merged_into_id",
        "case__customer_id", "case__account_id", "address", "case__topic_id", "case__topic__parent_id",
        "case__topic__parent__parent_id",
    )[:MOST]  # fmt: skip
    return [_episode(row) for row in rows]


def _episode(row: tuple[Any, ...]) -> Episode:
    pk, case_id, at, ended, channel, direction, abandoned, merged, customer, account, address, topic, above, top = row
    large = top or above or topic
    inbound = direction == "in"
    return Episode(
        pk, case_id, at, ended, channel, inbound, abandoned, merged is not None, customer, account, address or "",
        topic, large,
    )  # fmt: skip


def around(case: Case, rules: Iterable[Rule]) -> list[Episode]:
    """The contacts of a case and those before it that any of these rules may join to them."""
    rules = list(rules)
    persons = Q(pk=case.id)
    if case.customer_id and any(rule.identity is not Identity.ACCOUNT for rule in rules):
        persons |= Q(customer_id=case.customer_id)
    if case.account_id and any(rule.identity is Identity.ACCOUNT for rule in rules):
        persons |= Q(account_id=case.account_id)
    longest = max((rule.window for rule in rules), default=timedelta())
    since = case.opened_at - longest
    cases = Case.objects.filter(persons, brand_id=case.brand_id, last_at__gte=since).values("id")
    return episodes(Contact.objects.filter(case__in=cases, opened_at__gte=since))


def in_force(brand_id: UUID) -> list[RecontactDefinition]:
    """The brand's definitions that mark contacts now."""
    return list(RecontactDefinition.objects.filter(brand_id=brand_id, ended_at=None))


def past_rate(brand_id: UUID, rule: Rule, days: int = 90) -> RecontactRate:
    """The rate of a rule over the contacts of the last days, for a brand known to be the actor's."""
    now = clock.now()
    begin = now - timedelta(days=days)
    found = episodes(Contact.objects.filter(case__brand_id=brand_id, opened_at__gte=begin))
    return rate(rule, found, begin, now, now)


def definition_rows(actor: Actor, brand_id: UUID) -> list[DefinitionRow]:
    """The brand's definitions in force with their rates over the last 90 days. Raises NotFound."""
    if not actor.can(MANAGE_RECONTACTS, brand_id):
        raise NotFound(_("There is no such brand."))
    return [DefinitionRow(each, past_rate(brand_id, each.rule)) for each in in_force(brand_id)]


def managed_definition(actor: Actor, definition_id: UUID) -> RecontactDefinition:
    """A definition in force that the actor may end. Raises NotFound."""
    found = RecontactDefinition.objects.filter(id=definition_id, ended_at=None).first()
    if found is None or not actor.can(MANAGE_RECONTACTS, found.brand_id):
        raise NotFound(_("There is no such definition."))
    return found


def recontact_rate(actor: Actor, definition_id: UUID, begin: datetime, end: datetime) -> RecontactRate:
    """The rate of a definition, in force or not, over first contacts in a time. Raises NotFound."""
    found = RecontactDefinition.objects.filter(id=definition_id).first()
    if found is None or not actor.can(READ, found.brand_id) or actor.queue_limits(READ, found.brand_id) is not None:
        raise NotFound(_("There is no such definition."))
    reach = found.rule.window
    contacts = Contact.objects.filter(case__brand_id=found.brand_id, opened_at__gte=begin, opened_at__lt=end + reach)
    return rate(found.rule, episodes(contacts), begin, end, clock.now())


def recontacts_of(actor: Actor, case_id: UUID) -> list[RecontactLine]:
    """Why contacts of this case are recontacts, newest first; of cases that the actor may not see only the time.

    Raises NotFound.
    """
    head = get_case(actor, case_id)
    marks = RecontactMark.objects.filter(case_id=case_id).select_related("definition", "contact", "earlier__case")
    return [
        RecontactLine(
            each.definition.name,
            each.earlier.case.number if actor.can(READ, head.brand_id, each.earlier.case.queue_id) else 0,
            each.earlier.opened_at,
            each.contact.opened_at - each.earlier.opened_at,
        )
        for each in marks.order_by("-at", "-id")[:10]
    ]
