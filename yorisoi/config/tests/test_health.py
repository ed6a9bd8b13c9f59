"""/health for monitors, and the page in 設定 for people."""

import asyncio

import httpx
import pytest
from django.test import Client
from pytest_django import Settings
from starlette.applications import Starlette

from yorisoi.channels.testing import Mailbox
from yorisoi.config import health
from yorisoi.kernel import clock
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.models import Worker
from yorisoi.workspace.testing import Staff, client_of

PAGES = ("/settings/health/", "/settings/health/outside/")


def monitor(path: str, method: str = "GET") -> httpx.Response:
    """What a monitor gets; the look-ups run in the pool, as in the server."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=health.routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
            return await client.request(method, path)

    return asyncio.run(ask())


def alive() -> None:
    Worker.objects.create(id=uuid7(), host="a", pid=1, threads=2, started_at=clock.now(), seen_at=clock.now())


def test_monitor_is_told_by_status_and_word(transactional_db: None) -> None:
    answer = monitor("/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "ill", "parts": {"database": "well", "worker": "ill", "disk": "well"}}
    alive()
    answer = monitor("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "well"
    assert answer.headers["cache-control"] == "no-store"


def test_load_balancer_asks_only_for_what_this_server_needs(transactional_db: None) -> None:
    answer = monitor("/health?parts=database,disk")
    assert answer.status_code == 200
    assert answer.json() == {"status": "well", "parts": {"database": "well", "disk": "well"}}
    assert monitor("/health?parts=worker").status_code == 503


def test_part_that_is_none_is_refused(transactional_db: None) -> None:
    answer = monitor("/health?parts=database,printer")
    assert answer.status_code == 400
    assert answer.json()["error"] == "no such part: printer; there are database, worker, disk"
    assert monitor("/health", "POST").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_page_is_for_who_looks_after_the_whole_installation(
    page: str, takahashi: Staff, sato: Staff, suzuki: Staff, tanaka: Staff, settings: Settings
) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:1"
    assert client_of(takahashi).get(page).status_code == 200
    for staff in (sato, suzuki, tanaka):
        assert client_of(staff).get(page).status_code == 403
    assert client_of(takahashi).post(page).status_code == 405
    assert Client().get(page).status_code == 302


@pytest.mark.django_db
def test_page_says_what_the_doctor_says(takahashi: Staff, sato: Staff, mailbox: Mailbox, settings: Settings) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:1"
    page = client_of(takahashi).get(PAGES[0]).content.decode()
    assert "ワーカーが動いていません" in page
    assert page.count("要対応") == 1
    assert PAGES[1] in page
    outside = client_of(takahashi).get(PAGES[1]).content.decode()
    assert mailbox.address in outside
    assert "http://127.0.0.1:1/live が応答しません" in outside
    assert "システムの状態" in client_of(takahashi).get("/settings/").content.decode()
    assert "システムの状態" not in client_of(sato).get("/settings/").content.decode()
