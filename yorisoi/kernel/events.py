"""Lower capabilities publish facts; higher ones subscribe. Nobody imports upward.

Handlers run inside the publisher's transaction and may only enqueue jobs, so a fact and the work it causes are
committed together or not at all; nothing is lost when the process dies after the commit. The catalogue of all events
is docs/en/events.md; a test compares it with the code.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

type Handler = Callable[[Any], None]

_subscribers: dict[type, list[Handler]] = defaultdict(list)


def subscribe(event_type: type) -> Callable[[Handler], Handler]:
    """Decorator: call the function with every published event of this type."""

    def register(handler: Handler) -> Handler:
        _subscribers[event_type].append(handler)
        return handler

    return register


def publish(event: object) -> None:
    """Hand a fact (a frozen dataclass of ids) to all subscribers, in the caller's transaction."""
    for handler in _subscribers[type(event)]:
        handler(event)


def subscribers(event_type: type) -> tuple[Handler, ...]:
    """Who listens to this event, in the order of subscription."""
    return tuple(_subscribers[event_type])
