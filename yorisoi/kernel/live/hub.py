"""The hub: every open stream of this process, and the last events for those who come back.

It lives on the event loop: only publish() may be called from other threads.
"""

import asyncio
import itertools
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence

from yorisoi.kernel.live.events import SIGN_OUT, LiveEvent, Position, digest, special
from yorisoi.kernel.live.subscriber import Subscriber

RING = 4096


class Hub:
    """Streams by topic, and a ring of events in their order; `position` is that of the newest."""

    def __init__(self) -> None:
        self.position: Position = (0, 0)
        self.subscribers: set[Subscriber] = set()
        self._by_topic: dict[str, set[Subscriber]] = defaultdict(set)
        self._of_session: Counter[str] = Counter()
        self._turns = itertools.count()
        self._ring: deque[LiveEvent] = deque()
        self._floor: Position = (0, 0)  # what came after this is known
        self._lock = threading.Lock()  # for the three below
        self._loop: asyncio.AbstractEventLoop | None = None
        self._arrived: list[LiveEvent] = []
        self._number: Position = (0, 0)

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin on this loop, knowing nothing: whoever comes with an older position must pull everything."""
        start = (time.time_ns() // 1_000_000, 0)
        self.begin(start)
        with self._lock:
            self._loop, self._number = loop, start

    def begin(self, floor: Position, events: Iterable[LiveEvent] = ()) -> None:
        """Forget all events and know these, every one later than `floor`."""
        self._ring.clear()
        self._floor = self.position = floor
        for event in events:
            self._remember(event)

    def stop(self) -> None:
        """Close every stream; the browsers come back by themselves."""
        with self._lock:
            self._loop = None
        for subscriber in self.subscribers:
            subscriber.close()

    def publish(self, topic: str, object_id: str) -> None:
        """From any thread: number an event and hand it to the loop. Where no hub runs nobody listens."""
        with self._lock:
            if self._loop is None:
                return
            self._number = (self._number[0], self._number[1] + 1)
            self._arrived.append(LiveEvent(self._number, topic, object_id, time.time()))
            if len(self._arrived) == 1:
                self._loop.call_soon_threadsafe(self._deliver_arrived)

    def _deliver_arrived(self) -> None:
        with self._lock:
            arrived, self._arrived = self._arrived, []
        self.deliver(arrived)

    def deliver(self, events: Sequence[LiveEvent]) -> None:
        """Keep the events and push them to whoever listens."""
        for event in events:
            self._remember(event)
            if event.topic == SIGN_OUT:
                self._sign_out(event.object_id)
            else:
                listeners = self._by_topic.get(event.topic)
                if listeners:
                    wire = event.wire
                    for subscriber in listeners:
                        subscriber.push(wire)

    def lose_all(self) -> None:
        """Events may have been missed: every page pulls anew."""
        for subscriber in self.subscribers:
            subscriber.lose()

    def open(self, subscriber: Subscriber) -> None:
        """Let the stream have what comes from now on."""
        self.subscribers.add(subscriber)
        self._of_session[subscriber.session_key] += 1
        subscriber.turn = next(self._turns)
        for topic in subscriber.topics:
            self._by_topic[topic].add(subscriber)

    def leave(self, subscriber: Subscriber) -> None:
        """The stream has ended."""
        self.subscribers.discard(subscriber)
        self._of_session[subscriber.session_key] -= 1
        if not self._of_session[subscriber.session_key]:
            del self._of_session[subscriber.session_key]
        for topic in subscriber.topics:
            self._by_topic[topic].discard(subscriber)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def streams_of(self, session_key: str) -> int:
        """How many streams a session has open in this process."""
        return self._of_session[session_key]

    def since(self, position: Position, topics: frozenset[str]) -> list[LiveEvent] | None:
        """The events of these topics after a position, None if some may be forgotten or the position is not ours."""
        if not self._floor <= position <= self.position:
            return None
        return [event for event in self._ring if event.position > position and event.topic in topics]

    def position_ago(self, seconds: float) -> Position:
        """Where we were so many seconds ago, as far back as the ring reaches."""
        moment = time.time() - seconds
        for event in reversed(self._ring):
            if event.at < moment:
                return event.position
        return self._floor

    def _remember(self, event: LiveEvent) -> None:
        self._ring.append(event)
        self.position = event.position
        if len(self._ring) > RING:
            self._floor = self._ring.popleft().position

    def _sign_out(self, who: str) -> None:
        """`who` is the digest of a session or a user's id."""
        for subscriber in self.subscribers:
            if who in {digest(subscriber.session_key), subscriber.user_id}:
                subscriber.close(special("bye", self.position))


hub = Hub()
