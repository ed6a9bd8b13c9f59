"""Bring the facts of cases up to date with what happened to them."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from uuid import UUID

from django.db import transaction

from yorisoi.desk import public as desk
from yorisoi.insights.actions.ledger import Changes, lock, put
from yorisoi.insights.actions.summing import sum_up
from yorisoi.insights.contracts import Kind, NewFact
from yorisoi.insights.measures import DAY, WINDOWS, is_need
from yorisoi.insights.queries.facts import Standing, standing_of_cases, standing_of_customers
from yorisoi.insights.queries.hours import hours_of
from yorisoi.insights.reading import facts_of
from yorisoi.workspace.contracts import SYSTEM


@transaction.atomic
def follow(*, case_ids: Collection[UUID]) -> Changes:
    """Read these cases again and make their facts what they should be. Doing it twice changes nothing.

    Returns what changed. Everything is one transaction: killed at any moment, it is done wholly or not at all.
    """
    lock()
    histories = desk.case_histories(SYSTEM, case_ids)
    hours = hours_of({each.brand_id for each in histories})
    wanted = [fact for each in histories for fact in facts_of(each, hours[each.brand_id])]
    changes = put(standing_of_cases(case_ids), wanted)
    customers = _customers_of(changes)
    if customers:
        changes.add(_recontacts(customers))
    sum_up(changes)
    return changes


def _customers_of(changes: Changes) -> set[UUID]:
    return {
        fact.customer_id
        for fact in (*changes.gone, *changes.new)
        if fact.kind == Kind.CONTACT and fact.customer_id is not None
    }


def _recontacts(customer_ids: Collection[UUID]) -> Changes:
    """Each need of a customer that was followed by another of theirs soon enough."""
    standing = standing_of_customers(customer_ids)
    recontacts = [each for each in standing if each[1].kind == Kind.RECONTACT]
    return put(recontacts, list(_followed(standing)))


def _followed(standing: Sequence[Standing]) -> Iterator[NewFact]:
    needs: dict[tuple[UUID, UUID | None], list[NewFact]] = {}
    for _pk, fact in standing:
        if fact.kind == Kind.CONTACT and is_need(fact):
            needs.setdefault((fact.brand_id, fact.customer_id), []).append(fact)
    for theirs in needs.values():
        for need, after in pairwise(theirs):
            gap = int((after.at - need.at).total_seconds())
            if gap <= max(WINDOWS) * DAY:
                yield NewFact(
                    Kind.RECONTACT.value, need.source_id, need.case_id, need.brand_id, need.queue_id, need.topic_id,
                    need.staff_id, need.customer_id, need.channel, need.at, need.at, after.at, gap,
                )  # fmt: skip
