"""Whatever happens in whatever order, sums kept with every change are those made anew from the facts."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yorisoi.desk.testing import Queue, Topic
from yorisoi.insights.actions.ledger import lock, put
from yorisoi.insights.actions.summing import rebuild_roll_ups, sum_up
from yorisoi.insights.contracts import Kind, NewFact
from yorisoi.insights.models import Fact, RollUp
from yorisoi.insights.queries.facts import standing_of_sources
from yorisoi.workspace.testing import Brand, Staff

BEGIN = datetime(2026, 11, 15, 14, 30, tzinfo=UTC)  # half an hour before midnight in Tokyo
KINDS = [kind.value for kind in Kind] + ["quality.evaluation"]
MARKS = ["customer", "staff", "answered", "unanswered", "running", "dropped", "out", "first", "again"]

# kind, source, queue, topic, person, begins at, lasts (None: no end), seconds, mark, begins
ROWS = st.tuples(
    st.sampled_from(KINDS), st.integers(0, 4), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 2000),
    st.none() | st.integers(0, 40_000), st.none() | st.integers(0, 3_000_000), st.sampled_from(MARKS), st.booleans(),
)  # fmt: skip
STEPS = st.lists(st.tuples(st.lists(ROWS, max_size=6), st.sets(st.integers(0, 4), max_size=2)), max_size=5)


class _Undo(Exception):
    """Ends an example without a trace."""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_kept_sums_are_those_made_anew(brand: Brand, queue: Queue, topic: Topic, sato: Staff, steps: object) -> None:
    try:
        with transaction.atomic():
            _live_through(brand, queue, topic, sato, steps)
            raise _Undo
    except _Undo:
        pass


def _live_through(brand: Brand, queue: Queue, topic: Topic, sato: Staff, steps: object) -> None:
    for rows, withdrawn in steps:  # type: ignore[attr-defined]
        facts = {}
        for kind, source, has_queue, has_topic, has_staff, at, lasts, seconds, mark, begins in rows:
            begin = BEGIN + timedelta(minutes=at)
            fact = NewFact(
                kind, UUID(int=source), None, brand.id, queue.id if has_queue else None,
                topic.id if has_topic else None, sato.id if has_staff else None, None, "email", begin, begin,
                None if lasts is None else begin + timedelta(minutes=lasts), seconds, mark, begins,
            )  # fmt: skip
            facts[kind, source] = fact
        lock()
        sources = {fact.source_id for fact in facts.values()} | {UUID(int=each) for each in withdrawn}
        sum_up(put(standing_of_sources(set(KINDS), sources), list(facts.values())))
    kept = list(RollUp.objects.order_by("id").values())
    rebuild_roll_ups()
    assert list(RollUp.objects.order_by("id").values()) == kept
    once = Fact.objects.filter(replaced_at=None).values_list("kind", "source_id")
    assert len(once) == len(set(once))
