"""Cases and messages among which a search looks: those that the filters of its query let through."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from yorisoi.desk.models import Case, Message
from yorisoi.desk.permissions import visible
from yorisoi.kernel.slots import FilterValue
from yorisoi.workspace.contracts import Actor

_SELECTIVE = {"assignee", "customer", "topic", "tag"}
_MESSAGES_OF_A_CASE = 4


def condition(values: Sequence[FilterValue]) -> Q:
    """What the filters ask of a Case: one meaning of each filter, all filters."""
    whole = Q()
    for each in values:
        one_of = Q()
        for meaning in each.value:
            one_of |= meaning
        whole &= ~one_of if each.negated else one_of
    return whole


def few_cases(actor: Actor, values: Sequence[FilterValue], most: int) -> list[UUID] | None:
    """All that fulfil the filters; None where these are more than `most`, or no filter has an index to find out by."""
    if not any(each.name in _SELECTIVE and not each.negated for each in values):
        return None
    found = list(_cases(actor, values).values_list("pk", flat=True)[: most + 1])
    return found if len(found) <= most else None


def few_messages(actor: Actor, values: Sequence[FilterValue], most: int) -> list[UUID] | None:
    """The messages of those cases."""
    cases = few_cases(actor, values, most)
    if cases is None:
        return None
    found = list(
        Message.objects.filter(case_id__in=cases).values_list("pk", flat=True)[: most * _MESSAGES_OF_A_CASE + 1]
    )
    return found if len(found) <= most * _MESSAGES_OF_A_CASE else None


def kept_cases(actor: Actor, values: Sequence[FilterValue], ids: Sequence[UUID]) -> set[UUID]:
    """Those of these cases that fulfil the filters."""
    return set(_cases(actor, values).filter(pk__in=ids).values_list("pk", flat=True))


def kept_messages(actor: Actor, values: Sequence[FilterValue], ids: Sequence[UUID]) -> set[UUID]:
    """Those of these messages whose cases fulfil the filters."""
    case_of = dict(Message.objects.filter(pk__in=ids).values_list("pk", "case_id"))
    kept = kept_cases(actor, values, list(set(case_of.values())))
    return {pk for pk, case_id in case_of.items() if case_id in kept}


def newest_cases(actor: Actor, values: Sequence[FilterValue], most: int, after: UUID | None) -> list[UUID]:
    """The cases that fulfil the filters, newest first, below `after`."""
    rows = _cases(actor, values).order_by("-last_at", "-id")
    if after is not None:
        at = Case.objects.filter(visible(actor), pk=after).values_list("last_at", flat=True).first()
        if at is None:
            return []
        rows = rows.filter(Q(last_at__lte=at) & (Q(last_at__lt=at) | Q(pk__lt=after)))
    return list(rows.values_list("pk", flat=True)[:most])


def _cases(actor: Actor, values: Sequence[FilterValue]) -> QuerySet[Case]:
    return Case.objects.filter(visible(actor), condition(values))
