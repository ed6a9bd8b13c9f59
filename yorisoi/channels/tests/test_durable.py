"""What a mail server is told to forget is on disk first."""

import pytest
from django.db import connection

from yorisoi.channels.durable import on_disk

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL waits for the disk by itself")


def waits() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_the_commit_waits_for_the_disk_and_later_ones_do_not() -> None:
    normal = waits()
    with on_disk():
        assert waits() == 2
    assert waits() == normal == 1


@pytest.mark.django_db
def test_inside_another_transaction_nothing_changes() -> None:
    with on_disk():
        assert waits() == 1
