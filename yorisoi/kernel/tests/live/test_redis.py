"""Several processes: events cross them through a Redis stream, and so does the replay."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from django.test import Client
from pytest_django import Settings

from yorisoi.kernel import live, redis_link
from yorisoi.kernel.live import hub as hub_module
from yorisoi.kernel.live import publish, redis_feed
from yorisoi.kernel.live.hub import hub
from yorisoi.kernel.tests.live.conftest import Browser, Person, Server

pytestmark = pytest.mark.real

type People = Callable[..., Person]


def other_process_says(topic: str, object_id: str) -> None:
    redis_link.client().xadd(redis_link.own_name(publish.STREAM), {"topic": topic, "id": object_id})


@pytest.fixture
def people(redis_url: str, people: People) -> People:
    """The server starts after Redis is set."""
    return people


def test_an_event_of_another_process_is_heard_here(people: People) -> None:
    stream = people("sato", "case:7").browser.listen("case:7")
    stream.next()
    other_process_says("case:7", "there")
    live.notify("case:7", "here")
    told = [stream.next(), stream.next()]
    assert [each and each.data["id"] for each in told] == ["there", "here"]


def test_signing_out_elsewhere_closes_the_stream_here(people: People) -> None:
    sato = people("sato", "case:7")
    stream = sato.browser.listen("case:7")
    stream.next()
    other_process_says("!sign-out", sato.user_id)
    told = stream.next()
    assert told is not None
    assert told.kind == "bye"


def test_another_server_replays_what_the_first_one_told(
    people: People, server: Server, start_server: Callable[[], Server]
) -> None:
    sato = people("sato", "case:7")
    stream = sato.browser.listen("case:7")
    stream.next()
    live.notify("case:7", "1")
    seen = stream.next()
    assert seen is not None
    server.stop()
    other_process_says("case:7", "2")
    second = Browser(start_server().address, sato.session_key)
    again = second.listen("case:7", last_event_id=seen.id)
    told = [again.next(), again.next()]
    assert [each and (each.kind, each.data.get("id")) for each in told] == [("hello", None), ("message", "2")]
    second.close()


def test_what_the_stream_no_longer_holds_means_pull_everything(
    people: People, server: Server, start_server: Callable[[], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    sato = people("sato", "case:7")
    hello = sato.browser.listen("case:7").next()
    assert hello is not None
    server.stop()
    monkeypatch.setattr(hub_module, "RING", 3)
    monkeypatch.setattr(redis_feed, "RING", 3)
    for number in range(5):
        other_process_says("case:7", str(number))
    second = Browser(start_server().address, sato.session_key)
    told = second.listen("case:7", last_event_id=hello.id).next()
    assert told is not None
    assert told.kind == "reset"
    second.close()


@pytest.fixture
def own_redis(tmp_path: Path, settings: Settings) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """A Redis of this test alone, that can be stopped and started."""
    if not shutil.which("redis-server"):
        pytest.skip("no redis-server on this machine")
    address = tmp_path / "redis.sock"
    settings.REDIS_URL = f"unix://{address}"
    processes: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        command = ["redis-server", "--port", "0", "--unixsocket", str(address), "--save", "", "--dir", str(tmp_path)]
        processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
        answered = threading.Event()
        while not answered.is_set():
            try:
                redis_link.client().ping()
                answered.set()
            except redis.RedisError:
                answered.wait(0.05)
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()


def test_after_an_outage_every_page_pulls_anew(
    own_redis: Callable[[], "subprocess.Popen[bytes]"],
    start_server: Callable[[], Server],
    django_user_model: type,
    grants: dict[str, set[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(redis_feed, "AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(publish, "QUIET_SECONDS", 0.0)
    first = own_redis()
    user = django_user_model.objects.create_user(email="sato@example.jp", password="-")  # type: ignore[attr-defined]
    grants[str(user.pk)] = {"case:7"}
    client = Client()
    client.force_login(user)
    browser = Browser(start_server().address, client.session.session_key or "")
    stream = browser.listen("case:7")
    stream.next()
    first.kill()
    first.wait()
    live.notify("case:7", "lost")  # says so in the log, raises nothing
    own_redis()
    told = stream.next()
    assert told is not None
    assert told.kind == "reset"
    live.notify("case:7", "after")
    told = stream.next()
    assert told is not None
    assert told.pair == ("case:7", "after")
    assert hub.position > (0, 0)
    browser.close()
