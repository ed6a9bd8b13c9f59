"""Rows written in one go stand as if the ORM had written them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, transaction

from yorisoi.kernel import clock
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.models import AuditEntry, Job, Schedule
from yorisoi.kernel.sql import insert_rows

pytestmark = pytest.mark.django_db

NAMES = ("actor_id", "verb", "kind", "object_id", "data", "at")


def test_values_come_back_as_they_went_in() -> None:
    at = datetime(2026, 11, 22, 23, 30, 1, 250, tzinfo=timezone(timedelta(hours=9)))
    texts = ("改行\nとタブ\tと\\N と 'と\" %s", "")
    who = uuid7()
    insert_rows(AuditEntry, NAMES, ((who, text, "case", who, {"件": [1, None]}, at) for text in texts))
    found = AuditEntry.objects.filter(actor_id=who).order_by("id").values_list("verb", "data", "at")
    assert sorted(verb for verb, _data, _at in found) == sorted(texts)
    assert {at for _verb, _data, at in found} == {at.astimezone(UTC)}
    assert all(data == {"件": [1, None]} for _verb, data, _at in found)


def test_what_is_not_named_gets_its_default() -> None:
    now = clock.now()
    plain = Job.objects.create(name="kernel.tidy", run_at=now, enqueued_at=now)
    insert_rows(Job, ("name", "run_at", "enqueued_at"), [("kernel.tidy", now, now)] * 2)
    rows = list(Job.objects.values())
    assert len({row["id"] for row in rows}) == 3
    assert rows[0] | {"id": plain.id} == rows[1] | {"id": plain.id} == rows[2] | {"id": plain.id}


def test_nothing_to_write_writes_nothing() -> None:
    insert_rows(AuditEntry, NAMES, ())
    assert not AuditEntry.objects.exists()


def test_a_row_twice_or_an_unknown_column_is_refused() -> None:
    insert_rows(Schedule, ("name", "rule", "next_at"), [("kernel.tidy", "@daily", clock.now())])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Schedule, ("name", "rule", "next_at"), [("kernel.tidy", "@daily", clock.now())])
    with pytest.raises(FieldDoesNotExist):
        insert_rows(AuditEntry, ("colour",), [("red",)])
