"""Where PostgreSQL and Redis do not run, bin/ci starts its own on free ports and stops them at the end."""

import shutil
from pathlib import Path

import psycopg
import pytest
import redis

from tools import services
from tools.services import Services, free_port


@pytest.fixture(autouse=True)
def nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual places are empty."""
    monkeypatch.setattr(services, "RUNNING_POSTGRESQL", (f"postgresql://postgres@127.0.0.1:{free_port()}/postgres",))
    monkeypatch.setattr(services, "RUNNING_REDIS", f"redis://127.0.0.1:{free_port()}/9")
    monkeypatch.delenv("YORISOI_CI_POSTGRESQL", raising=False)


@pytest.mark.real
@pytest.mark.skipif(not list(Path("/usr/lib/postgresql").glob("*/bin")), reason="PostgreSQL is not installed")
def test_a_postgresql_of_our_own_takes_databases_and_is_gone_afterwards() -> None:
    with Services() as ours:
        address = ours.postgresql()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE planted")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2)


@pytest.mark.real
@pytest.mark.skipif(not shutil.which("redis-server"), reason="Redis is not installed")
def test_a_redis_of_our_own_answers_and_is_gone_afterwards() -> None:
    with Services() as ours:
        address = ours.redis()
        assert redis.Redis.from_url(address).ping()
    with pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(address).ping()
