"""Facts that higher capabilities hand down."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction

from yorisoi.insights.actions.ledger import lock, put
from yorisoi.insights.actions.summing import sum_up
from yorisoi.insights.contracts import NewFact
from yorisoi.insights.queries.facts import standing_of_sources


@transaction.atomic
def record_facts(*, kind: str, facts: Sequence[NewFact], withdrawn: Collection[UUID] = ()) -> None:
    """Write facts of one kind, named after who offers it (`quality.evaluation`); call it from a job of your own.

    A source that stands already is corrected, and the sources in `withdrawn` stand no longer. Doing it twice changes
    nothing. Raises ValueError for a kind without a dot, which is the desk's, or a fact of another kind.
    """
    if "." not in kind or any(fact.kind != kind for fact in facts):
        raise ValueError(f"these are not facts of a kind such as quality.evaluation: {kind}")
    lock()
    sources = {fact.source_id for fact in facts} | set(withdrawn)
    sum_up(put(standing_of_sources({kind}, sources), facts))
