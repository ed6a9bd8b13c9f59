"""What tests of every capability may use of the kernel."""

import os
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import redis
from django.db import connection
from pytest_django import DjangoDbBlocker

from yorisoi.kernel import pool, redis_link
from yorisoi.kernel.jobs import registry, schedules

REDIS_URL = os.environ.get("YORISOI_TEST_REDIS_URL") or "redis://127.0.0.1:6379/0"


def database_url() -> str:
    """DATABASE_URL by which another process reaches the test database as we do."""
    ours = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{ours['NAME']}"
    given = {"host": ours["HOST"], **ours["OPTIONS"]}
    query = urlencode({name: value for name, value in given.items() if value})
    user = quote(str(ours["USER"]), safe="") + (f":{quote(ours['PASSWORD'], safe='')}" if ours["PASSWORD"] else "")
    port = f":{ours['PORT']}" if ours["PORT"] else ""
    return f"postgresql://{user}@localhost{port}/{ours['NAME']}?{query}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database; on SQLite without the trigger that refuses to delete audit rows.

    Tests that commit are cleaned up by DELETE there (PostgreSQL truncates, which no row trigger sees). In the end the
    pool lets go of it.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("DROP TRIGGER IF EXISTS audit_no_delete")
    yield
    close_connections_of_pool()


def close_connections_of_pool() -> None:
    """PostgreSQL does not drop a database while a thread is connected to it."""
    threads = len(pool.executor()._threads)
    together = threading.Barrier(threads) if threads else None

    def close() -> None:
        if together:
            together.wait(20)
        connection.close()

    for done in [pool.executor().submit(close) for _ in range(threads)]:
        done.result()


@pytest.fixture
def own_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs and schedules that the test registers are forgotten after it."""
    monkeypatch.setattr(registry, "_tasks", dict(registry._tasks))
    monkeypatch.setattr(registry, "_signatures", dict(registry._signatures))
    monkeypatch.setattr(schedules, "_rules", {})


@pytest.fixture
def redis_url(settings: Any) -> Iterator[str]:
    """A real Redis, in use for this test; without one the test is left out."""
    settings.REDIS_URL = REDIS_URL
    try:
        redis_link.client().ping()
    except redis.RedisError:
        pytest.skip(f"no Redis answers at {REDIS_URL}")
    yield REDIS_URL
    for key in redis_link.client().scan_iter(redis_link.own_name("*")):
        redis_link.client().delete(key)
