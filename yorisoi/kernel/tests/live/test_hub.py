"""The hub by itself: slow readers, and life without a server."""

from collections.abc import Coroutine
from typing import Any

from yorisoi.kernel.live.events import LiveEvent
from yorisoi.kernel.live.hub import Hub
from yorisoi.kernel.live.subscriber import PENDING_AT_MOST, Subscriber


def heard(hub: Hub, topic: str = "case:7") -> Subscriber:
    subscriber = Subscriber(frozenset({topic}), "user", "session")
    hub.open(subscriber)
    return subscriber


def at_once(coroutine: Coroutine[Any, Any, bytes]) -> bytes:
    """What a coroutine gives that does not have to wait."""
    try:
        coroutine.send(None)
    except StopIteration as ended:
        return bytes(ended.value)
    raise AssertionError("it waits")


def test_a_reader_too_slow_loses_what_waits_and_is_told_so() -> None:
    hub = Hub()
    slow, quick = heard(hub), heard(hub)
    for number in range(PENDING_AT_MOST):
        hub.deliver([LiveEvent((1, number), "case:7", "x", 0.0)])
    assert not slow.idle
    assert at_once(quick.next()).count(b"data:") == PENDING_AT_MOST
    hub.deliver([LiveEvent((2, 0), "case:7", "x", 0.0)])
    assert slow.lost
    assert at_once(slow.next()) == b"", "its memory is free; the stream says reset"
    assert not quick.lost


def test_without_a_server_nobody_listens_and_nothing_is_kept() -> None:
    hub = Hub()
    hub.publish("case:7", "1")
    assert hub._arrived == []


def test_who_leaves_is_no_longer_in_any_list() -> None:
    hub = Hub()
    subscriber = heard(hub)
    hub.leave(subscriber)
    assert (hub.subscribers, dict(hub._by_topic), hub.streams_of("session")) == (set(), {}, 0)
