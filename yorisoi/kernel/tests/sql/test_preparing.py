"""Prepared queries give what the ORM gives, whatever is bound, and refuse what they could get wrong."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db.models import Count, Q
from pytest_django import DjangoAssertNumQueries

from yorisoi.kernel import clock
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.models import AuditEntry
from yorisoi.kernel.sql import Rows, insert_rows, prepared

pytestmark = pytest.mark.django_db

COLUMNS = ("id", "at", "actor_id", "verb", "data")


@prepared
def _of(actor_id: UUID | None, verbs: Collection[str], since: datetime, *, most: int) -> Rows:
    rows = AuditEntry.objects.filter(actor_id=actor_id, verb__in=verbs, at__gte=since)
    return rows.order_by("-at", "-id").values_list(*COLUMNS)[:most]


@prepared
def _counted(places: list[tuple[UUID | None, str]]) -> Rows:
    condition = Q(pk__in=[])
    for actor_id, verb in places:
        condition |= Q(actor_id=actor_id, verb=verb)
    return AuditEntry.objects.filter(condition).order_by("verb").values_list("verb").annotate(n=Count("pk"))


@pytest.fixture
def people() -> list[UUID]:
    """Two, of whom each did eight things, an hour apart; so did nobody."""
    two = [uuid7(), uuid7()]
    now = clock.now()
    rows = [
        (who, f"verb{number % 3}", "thing", uuid7(), {"n": number}, now - timedelta(hours=number))
        for who in (*two, None)
        for number in range(8)
    ]
    insert_rows(AuditEntry, ("actor_id", "verb", "kind", "object_id", "data", "at"), rows)
    return two


def test_each_call_binds_its_own_values(people: list[UUID]) -> None:
    now = clock.now()
    for who in (*people, None, uuid7()):
        for verbs in ({"verb0"}, {"verb1", "verb2", "verb0"}, {"none of them"}, set[str]()):
            for hours in (0, 3, 30):
                given = (who, verbs, now - timedelta(hours=hours, minutes=1))
                assert _of(*given, most=5) == list(_of.build(*given, most=5)), given


def test_another_number_of_places_is_another_statement(people: list[UUID]) -> None:
    one, two = people
    for places in ([], [(one, "verb0")], [(two, "verb1"), (None, "verb2")], [(None, "verb0"), (one, "verb2")]):
        assert _counted(places) == list(_counted.build(places))
    assert _counted([(one, "verb0"), (None, "verb1")]) == [("verb0", 3), ("verb1", 3)]


def test_no_call_asks_the_database_twice(people: list[UUID], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        assert len(_of(people[0], {"verb0"}, clock.now() - timedelta(days=1), most=9)) == 3
        assert _of(people[0], {"verb1"}, clock.now() + timedelta(days=1), most=9) == []


def test_nothing_is_asked_where_nothing_can_be(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert _of(uuid7(), set(), clock.now(), most=9) == []


def test_text_is_bound_and_never_part_of_the_statement(people: list[UUID]) -> None:
    assert _counted([(people[0], "verb0' OR '1'='1"), (people[0], "%s %(x)s")]) == []


def test_a_value_that_is_looked_at_is_refused(people: list[UUID]) -> None:
    @prepared
    def looks(who: UUID, number: int) -> Rows:
        rows = AuditEntry.objects.filter(actor_id=who)
        return (rows if number > 3 else rows.none()).values_list("id")

    with pytest.raises(TypeError, match="looks does not put every value"):
        looks(people[0], 2)
    with pytest.raises(TypeError, match="cannot be bound"):
        _of(people[0], {"verb0"}, 3.5, most=1)
