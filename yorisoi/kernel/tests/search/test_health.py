"""The index knows when it does not find what it holds."""

import pytest
from django.db import connection

from yorisoi.kernel import search
from yorisoi.kernel.search import checking
from yorisoi.kernel.tests.search.filed import BRAND, START, file

pytestmark = pytest.mark.django_db


def test_index_in_order_is_well() -> None:
    assert search.health() == search.Health(0, 0, 0, 0, ())
    for day in range(8):
        file("返金の件", "本文", day=day)

    health = search.health(sample=6)

    assert health.is_well
    assert health.entries == 8
    assert 4 <= health.looked_at <= 6


def test_tokens_of_an_old_dictionary_are_told() -> None:
    object_id = file("返金の件")
    search.index_many([search.Document("case", object_id, BRAND, "返金の件", "", START, search.Terms(["n_古"], []))])

    health = search.health()

    assert (health.stale, health.unfound, health.is_well) == (1, 0, False)


def test_entry_the_index_does_not_find_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    file("返金の件")
    monkeypatch.setattr(checking, "_is_found", lambda _entry: False)

    assert search.health().unfound == 1


def test_missing_index_is_told() -> None:
    file("返金の件")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX entry_tokens" if connection.vendor == "postgresql" else "DROP TRIGGER entry_gone")

    health = search.health()

    assert not health.is_well
    assert "is missing" in health.problems[0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite keeps the index beside the table")
def test_row_beside_the_index_is_told() -> None:
    file("返金の件")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO kernel_entry_tokens(kernel_entry_tokens) VALUES ('delete-all')")
        cursor.execute("DELETE FROM kernel_entry_tokens_data WHERE id > 10")

    assert search.health().unfound == 1
