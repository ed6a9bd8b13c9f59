"""Definitions of recontact are made and ended; contacts are marked by them when they open or their topic is known."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from yorisoi.desk.actions.change import changing, tell
from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.events import RecontactMarked
from yorisoi.desk.models import Case, RecontactDefinition, RecontactMark
from yorisoi.desk.permissions import MANAGE_RECONTACTS, READ
from yorisoi.desk.queries.recontacts import around, in_force, managed_definition
from yorisoi.desk.recontacts import Episode, Pair, follows
from yorisoi.kernel import audit, clock, events, jobs, unit
from yorisoi.workspace.contracts import SYSTEM, Actor

_ANY = "desk.recontact.any"
_KEPT_SECONDS = 300
_LONGEST = 24 * 366

type Found = tuple[RecontactDefinition, Pair]


@transaction.atomic
def define_recontact(*, actor: Actor, brand_id: UUID, name: str, window_hours: int, **rule: Any) -> UUID:
    """A definition (identity, topic, first_channel, then_channel, same_case), or the next version of the one of this
    name. It marks contacts from now on. Raises NotAllowed, NotPossible."""
    actor.needs(MANAGE_RECONTACTS, brand_id)
    name = " ".join(name.split())[:80]
    if not name:
        raise NotPossible(_("A definition needs a name."))
    if not 1 <= window_hours <= _LONGEST:
        raise NotPossible(_("The time lies between one hour and one year."))
    same = RecontactDefinition.objects.select_for_update().filter(brand_id=brand_id, name=name)
    last = same.aggregate(last=Max("version"))["last"] or 0
    same.filter(ended_at=None).update(ended_at=clock.now())
    made = RecontactDefinition(
        brand_id=brand_id, name=name, version=last + 1, window_hours=window_hours, made_at=clock.now(), **rule
    )
    made.rule  # noqa: B018 -- raises ValueError for an identity or topic that is none
    made.save()
    _remember()
    audit.record(actor.staff_id, "recontact.defined", "recontact", made.id, brand_id, name=name, version=made.version)
    return made.id


@transaction.atomic
def end_recontact(*, actor: Actor, definition_id: UUID) -> None:
    """No more marks by this definition; those made stay. Raises NotFound."""
    found = managed_definition(actor, definition_id)
    RecontactDefinition.objects.filter(id=found.id).update(ended_at=clock.now())
    transaction.on_commit(lambda: cache.delete(_ANY))
    audit.record(actor.staff_id, "recontact.ended", "recontact", found.id, found.brand_id, name=found.name)


def look_for_recontact(case_id: UUID) -> None:
    """Have the contacts of a case looked at, if any brand has a definition at all; in the caller's transaction."""
    if any_defined():
        unit.at_end(_enqueue, case_id)


def _enqueue(case_ids: Sequence[UUID]) -> None:
    """One job for all that a unit of work touched."""
    jobs.enqueue("desk.mark_recontacts", case_ids=",".join(str(each) for each in dict.fromkeys(case_ids)))


def any_defined() -> bool:
    """Whether any definition is in force anywhere, kept for some minutes: every contact asks."""
    kept: bool | None = cache.get(_ANY)
    if kept is None:
        kept = RecontactDefinition.objects.filter(ended_at=None).exists()
        cache.set(_ANY, kept, _KEPT_SECONDS)
    return kept


def mark_recontacts(*, case_id: UUID) -> int:
    """Mark the contacts of a case that are recontacts by the brand's definitions; how many marks are new.

    What is marked stays: a topic set later may add a mark, never take one away.
    """
    case = Case.objects.filter(id=case_id, merged_into=None).first()
    definitions = in_force(case.brand_id) if case else []
    if case is None or not definitions:
        return 0
    there = around(case, [definition.rule for definition in definitions])
    found = [(definition, pair) for definition in definitions for pair in _latest(definition, there, case_id)]
    if not found or _unmarked(case_id, found) == []:
        return 0
    with changing(SYSTEM, case_id, READ) as fresh:
        new = _unmarked(case_id, found)
        for definition, pair in new:
            _mark(fresh, definition, pair)
        fresh.recontacts = RecontactMark.objects.filter(case_id=case_id).values("contact").distinct().count()
    return len(new)


def _unmarked(case_id: UUID, found: list[Found]) -> list[Found]:
    done = set(RecontactMark.objects.filter(case_id=case_id).values_list("definition_id", "contact_id"))
    return [(definition, pair) for definition, pair in found if (definition.id, pair.then.id) not in done]


def _latest(definition: RecontactDefinition, there: list[Episode], case_id: UUID) -> list[Pair]:
    """Each contact of the case with the last one that it follows."""
    found = []
    for then in there:
        before = [first for first in there if follows(definition.rule, first, then)] if then.case_id == case_id else []
        if before:
            found.append(Pair(max(before, key=lambda each: (each.at, each.id)), then))
    return found


def _mark(case: Case, definition: RecontactDefinition, pair: Pair) -> None:
    mark = RecontactMark(definition=definition, contact_id=pair.then.id, earlier_id=pair.first.id, case_id=case.id)
    mark.at = clock.now()
    mark.save(force_insert=True)
    number = Case.objects.values_list("number", flat=True).get(id=pair.first.case_id)
    hours = round((pair.then.at - pair.first.at).total_seconds() / 3600)
    tell(case, SYSTEM, "recontacted", number=number, hours=hours, definition=definition.name)
    events.publish(RecontactMarked(pair.then.id, pair.first.id, definition.id))


def _remember() -> None:
    """From now on contacts are looked at; said again on commit, in case somebody asked meanwhile."""
    cache.set(_ANY, True, _KEPT_SECONDS)
    transaction.on_commit(lambda: cache.set(_ANY, True, _KEPT_SECONDS))
