"""The demo company's numbers, reckoned again from its live tables by brute force: facts and sums must be equal."""

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest

from yorisoi.config.demo import company, history, telling
from yorisoi.desk.models import Assignment, Case, Closure, Contact, Hold, Message
from yorisoi.insights import actions
from yorisoi.insights.models import Fact, RollUp
from yorisoi.kernel import jobs

TOKYO = ZoneInfo("Asia/Tokyo")
UNTIL = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
CASES = 150


@pytest.fixture
def told(db: None) -> None:
    """150 cases of twelve months, told as bin/demo tells them."""
    until = UNTIL.astimezone(TOKYO)
    founded = company.found(smtp_port=1)
    with telling.letters_of_the_past():
        telling.tell(founded, list(history.stories(seed=3, count=CASES, until=until)), until, lambda _done: None)
    jobs.run_pending()


def test_facts_and_sums_are_what_the_live_tables_say(told: None) -> None:
    assert Case.objects.count() >= CASES - 5
    check()
    before = list(RollUp.objects.order_by("id").values())
    changes = actions.follow(case_ids=list(Case.objects.values_list("id", flat=True)))
    assert not changes.new, "following everything again finds nothing to correct"
    actions.rebuild_roll_ups()
    assert list(RollUp.objects.order_by("id").values()) == before


def check() -> None:
    """Compare every kind of fact with what `told_again` finds, and the sums with the facts' own days."""
    expected = Counter(told_again())
    found: Counter[tuple[Any, ...]] = Counter(
        (fact.kind, fact.case_id, fact.at, fact.until if fact.kind in ("open", "closure") else None, fact.seconds)
        for fact in Fact.objects.filter(replaced_at=None)
    )
    assert found - expected == Counter()
    assert expected - found == Counter()
    contacts = Counter(_day(each.opened_at) for each in Contact.objects.filter(direction="in"))
    assert _sums("contacts") == contacts
    assert _sums("closures") == Counter(_day(each.at) for each in Closure.objects.filter(outcome="done"))
    opened, closed = _sums("open_in"), _sums("open_out")
    assert sum(opened.values()) - sum(closed.values()) == Case.objects.filter(is_open=True).count()


def _sums(measure: str) -> "Counter[date]":
    counts: Counter[date] = Counter()
    for day, n in RollUp.objects.filter(measure=measure, cut="day").values_list("day", "n"):
        counts[day] += n
    return counts


def _day(at: datetime) -> date:
    return at.astimezone(TOKYO).date()


def told_again() -> Iterator[tuple[Any, ...]]:
    """(kind, case, at, until, seconds) of every fact there should be, straight from the rows."""
    for case in Case.objects.all():
        yield "case", case.id, case.opened_at, None, None
        contacts = Contact.objects.filter(case=case)
        for contact in contacts:
            took = open_seconds(contact.opened_at, contact.answered_at) if contact.answered_at else None
            yield "contact", case.id, contact.opened_at, None, took
        yield from _responses(case)
        yield from _closures(case)
        yield from _open(case)
    yield from _recontacts()


def _responses(case: Case) -> Iterator[tuple[Any, ...]]:
    said = list(Message.objects.filter(case=case, automatic="person").exclude(kind="note").order_by("at", "id"))
    first = said[0].kind == "in"
    for number, message in enumerate(said):
        if message.kind != "out":
            continue
        unanswered = []
        for earlier in reversed(said[:number]):
            if earlier.kind == "out":
                break
            unanswered.append(earlier.at)
        if unanswered:
            kind = "first_response" if first else "next_response"
            yield kind, case.id, message.at, None, open_seconds(min(unanswered), message.at)
        first = False


def _closures(case: Case) -> Iterator[tuple[Any, ...]]:
    closures = list(Closure.objects.filter(case=case).order_by("at"))
    paused = [(each.at, each.ended_at or UNTIL) for each in Hold.objects.filter(case=case, reason="customer")]
    paused += [(each.at, each.reopened_at) for each in closures if each.reopened_at]
    for closure in closures:
        if closure.outcome == "done":
            # Pauses of the demo never overlap: a case on hold is not closed.
            waited = sum(open_seconds(max(begin, case.opened_at), min(end, closure.at)) for begin, end in paused)
            yield "closure", case.id, closure.at, closure.reopened_at, open_seconds(case.opened_at, closure.at) - waited


def _open(case: Case) -> Iterator[tuple[Any, ...]]:
    """The open seconds cut at every moment at which the case changed hands, and joined again where it did not."""
    closures = list(Closure.objects.filter(case=case).order_by("at"))
    moves = sorted({each.at for each in Assignment.objects.filter(case=case)})
    begins = [case.opened_at, *(each.reopened_at for each in closures if each.reopened_at)]
    ends = [*(each.at for each in closures), None]
    for begin, end in zip(begins, ends, strict=False):
        cuts = [begin, *(at for at in moves if at > begin and (end is None or at < end)), end]
        for start, stop in itertools.pairwise(cuts):
            yield "open", case.id, start, stop, None


def _recontacts() -> Iterator[tuple[Any, ...]]:
    needs: dict[Any, list[Contact]] = {}
    for contact in Contact.objects.filter(direction="in").order_by("opened_at", "id").select_related("case"):
        earlier = Contact.objects.filter(case=contact.case, opened_at__lt=contact.opened_at).exists()
        reopened = Closure.objects.filter(
            case=contact.case, at__lt=contact.opened_at, reopened_at__gte=contact.opened_at
        ).exists()
        if contact.case.customer_id and (not earlier or reopened):
            needs.setdefault(contact.case.customer_id, []).append(contact)
    for theirs in needs.values():
        for one, after in itertools.pairwise(theirs):
            gap = int((after.opened_at - one.opened_at).total_seconds())
            if gap <= 30 * 86_400:
                yield "recontact", one.case_id, one.opened_at, None, gap


def open_seconds(start: datetime, end: datetime) -> int:
    """Seconds between nine and six on working days, day by day."""
    total = 0
    day = start.astimezone(TOKYO).date()
    while day <= end.astimezone(TOKYO).date():
        closed = day.weekday() > 4 or day in JAPAN or (day.month, day.day) in YEAR_END
        if not closed:
            opens, closes = (datetime.combine(day, time(hour), tzinfo=TOKYO) for hour in (9, 18))
            first, last = max(opens, start.replace(microsecond=0)), min(closes, end.replace(microsecond=0))
            total += max(0, int((last - first).total_seconds()))
        day += timedelta(days=1)
    return total


JAPAN = holidays.country_holidays("JP", years=range(2024, 2028))
YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)}
