"""Schedules: when they are due, and one job a tick however many workers there are."""

import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from yorisoi.kernel import clock, jobs
from yorisoi.kernel.jobs import schedules
from yorisoi.kernel.jobs.schedules import Rule
from yorisoi.kernel.models import Job, Schedule

NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # 12:00 in Tokyo


@pytest.fixture(autouse=True)
def sweep() -> None:
    jobs.schedule("test.sweep", every=timedelta(minutes=5))(lambda: None)


def test_a_tick_enqueues_once_and_sets_the_next(db: None) -> None:
    with clock.moved_to(NOON):
        schedules.prepare()
        assert schedules.tick() == []
    with clock.moved_to(NOON + timedelta(minutes=5, seconds=20)):
        assert schedules.tick() == ["test.sweep"]
        assert schedules.tick() == []
    row = Schedule.objects.get()
    assert (row.last_at, row.next_at) == (NOON + timedelta(minutes=5), NOON + timedelta(minutes=10))
    assert Job.objects.get().name == "test.sweep"


def test_ticks_that_were_missed_are_not_made_up_for(db: None) -> None:
    with clock.moved_to(NOON):
        schedules.prepare()
    with clock.moved_to(NOON + timedelta(minutes=33)):
        assert schedules.tick() == ["test.sweep"]
        assert schedules.tick() == []
    assert Schedule.objects.get().next_at == NOON + timedelta(minutes=35)


def test_while_a_tick_has_not_begun_the_next_adds_none(db: None) -> None:
    with clock.moved_to(NOON):
        schedules.prepare()
    for minute in (5, 10):
        with clock.moved_to(NOON + timedelta(minutes=minute)):
            schedules.tick()
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_that_see_the_same_tick_one_enqueues() -> None:
    schedules.prepare()
    Schedule.objects.update(next_at=NOON)
    begin = threading.Barrier(4)
    ticked: list[str] = []

    def see_it() -> None:
        begin.wait()
        ticked.extend(schedules.tick())
        connection.close()

    threads = [threading.Thread(target=see_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ticked == ["test.sweep"]


def test_a_worker_that_read_an_old_row_enqueues_nothing(db: None) -> None:
    with clock.moved_to(NOON):
        schedules.prepare()
    due = Schedule.objects.get().next_at
    with clock.moved_to(due):
        assert schedules.move_on("test.sweep", due)
        assert not schedules.move_on("test.sweep", due)
    assert Job.objects.count() == 1


def test_the_table_follows_the_code(db: None) -> None:
    Schedule.objects.create(name="test.gone", rule="every 1 day", next_at=NOON)
    with clock.moved_to(NOON):
        schedules.prepare()
        assert list(Schedule.objects.values_list("name", flat=True)) == ["test.sweep"]
    jobs.schedule("test.sweep_daily", daily_at=time(3, 30))(lambda: None)
    Schedule.objects.update(rule="every 1 day, 0:00:00", next_at=NOON + timedelta(days=1))
    with clock.moved_to(NOON):
        schedules.prepare()
    assert Schedule.objects.get(name="test.sweep").next_at == NOON + timedelta(minutes=5)
    assert Schedule.objects.get(name="test.sweep_daily").rule == "daily at 03:30 Asia/Tokyo"


def test_daily_is_a_time_of_day_where_the_organisation_is() -> None:
    rule = Rule(daily_at=time(3, 30))
    assert rule.after(NOON) == datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    assert rule.after(datetime(2026, 11, 22, 18, 30, tzinfo=UTC)) == datetime(2026, 11, 23, 18, 30, tzinfo=UTC)


def test_daily_keeps_its_hour_over_summer_time(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    rule = Rule(daily_at=time(9, 0))
    assert rule.after(datetime(2026, 3, 28, 12, 0, tzinfo=UTC)) == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)
    assert rule.after(datetime(2026, 10, 24, 12, 0, tzinfo=UTC)) == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "daily_at"),
    [(None, None), (timedelta(hours=1), time(3)), (timedelta(0), None)],
    ids=["neither", "both", "too often"],
)
def test_a_schedule_has_one_rule(every: timedelta | None, daily_at: time | None) -> None:
    with pytest.raises(ValueError, match="give either"):
        jobs.schedule("test.wrong", every=every, daily_at=daily_at)
