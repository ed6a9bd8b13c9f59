"""Audit: who, what, when, in the deed's own transaction; never changed, by no way round."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from yorisoi.kernel import audit, clock
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.models import AuditEntry

NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SATO, CASE, BRAND = uuid7(), uuid7(), uuid7()
REFUSE_DELETE = """
CREATE TRIGGER audit_no_delete BEFORE delete ON kernel_auditentry
BEGIN SELECT RAISE(ABORT, 'audit entries are only ever added'); END
"""


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, str]:
    """People by id, as workspace would know them."""
    people = {SATO: "佐藤 花子"}
    monkeypatch.setattr(audit, "_name_of", [])
    audit.names_from(people.__getitem__)
    return people


def test_a_deed_is_kept_with_the_name_of_that_day(db: None, names: dict[UUID, str]) -> None:
    with clock.moved_to(NOON):
        audit.record(SATO, "case.closed", "case", CASE, BRAND, reason="solved", due=date(2026, 11, 30), by=SATO)
    names[SATO] = "鈴木 花子"
    [entry] = audit.entries("case", CASE)
    assert (entry.at, entry.actor_id, entry.actor_name) == (NOON, SATO, "佐藤 花子")
    assert (entry.verb, entry.kind, entry.object_id, entry.brand_id) == ("case.closed", "case", CASE, BRAND)
    assert entry.data == {"reason": "solved", "due": "2026-11-30", "by": str(SATO)}


def test_yorisoi_itself_has_no_name_and_a_given_name_is_kept(db: None, names: dict[UUID, str]) -> None:
    audit.record(None, "case.opened", "case", CASE)
    audit.record(uuid4(), "case.read", "case", CASE, actor_name="API: 倉庫")
    assert [entry.actor_name for entry in audit.entries("case", CASE)] == ["", "API: 倉庫"]


def test_entries_are_of_one_object_oldest_first(db: None) -> None:
    for verb in ("one", "two", "three"):
        audit.record(None, verb, "case", CASE)
    audit.record(None, "other case", "case", uuid7())
    audit.record(None, "other kind", "customer", CASE)
    assert [entry.verb for entry in audit.entries("case", CASE)] == ["one", "two", "three"]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_not_done() -> None:
    with transaction.atomic():
        audit.record(None, "case.closed", "case", CASE)
        transaction.set_rollback(True)
    assert not audit.entries("case", CASE).exists()


@pytest.fixture
def entry(db: None) -> AuditEntry:
    return AuditEntry.objects.get(id=audit.record(None, "case.closed", "case", CASE))


def _save(entry: AuditEntry) -> None:
    entry.verb = "case.never"
    entry.save()


@pytest.mark.parametrize(
    "change",
    [
        _save,
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.filter(id=entry.id).update(verb="x"),
        lambda _entry: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["verb"]),
    ],
    ids=["save", "delete", "update", "delete all", "bulk_update"],
)
def test_the_model_refuses_to_change_anything(entry: AuditEntry, change: Callable[[AuditEntry], object]) -> None:
    with pytest.raises(audit.AppendOnlyError), transaction.atomic():
        change(entry)
    assert AuditEntry.objects.get().verb == "case.closed"


@pytest.fixture
def whole_guard(db: None) -> None:
    """Tests run without SQLite's trigger against deleting (see kernel.testing); here it is back."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(REFUSE_DELETE)


@pytest.mark.parametrize("sql", ["UPDATE kernel_auditentry SET verb = 'x'", "DELETE FROM kernel_auditentry"])
def test_the_database_refuses_what_goes_round_the_model(entry: AuditEntry, whole_guard: None, sql: str) -> None:
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert AuditEntry.objects.get().verb == "case.closed"
