"""Telling the browsers, once the transaction is committed."""

import logging
import time
from functools import partial
from typing import Any

import redis
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from yorisoi.kernel import redis_link
from yorisoi.kernel.live.events import SIGN_OUT, TOPIC, digest
from yorisoi.kernel.live.hub import hub

logger = logging.getLogger(__name__)

STREAM = "live"
STREAM_LENGTH = 20_000
QUIET_SECONDS = 5.0

_silent_until = 0.0


def notify(topic: str, object_id: str) -> None:
    """Tell every page that listens to the topic that this object has changed, when the transaction is committed.

    Raises ValueError for a topic that nobody could listen to.
    """
    if not TOPIC.fullmatch(topic):
        raise ValueError(f"{topic!r} is no topic; write name:id")
    transaction.on_commit(partial(send, topic, object_id))


def sign_out(*, session_key: str = "", user_id: object = None) -> None:
    """Close the streams of one session, or of all sessions of a user, in every process."""
    if session_key:
        transaction.on_commit(partial(send, SIGN_OUT, digest(session_key)))
    if user_id is not None:
        transaction.on_commit(partial(send, SIGN_OUT, str(user_id)))


def send(topic: str, object_id: str) -> None:
    """Send at once. A Redis that is away costs nobody time: browsers pull anew as soon as it is back."""
    global _silent_until
    if not settings.REDIS_URL:
        hub.publish(topic, object_id)
    elif time.monotonic() >= _silent_until:
        try:
            fields: dict[Any, Any] = {"topic": topic, "id": object_id}
            redis_link.client().xadd(redis_link.own_name(STREAM), fields, maxlen=STREAM_LENGTH, approximate=True)
        except redis.RedisError as error:
            _silent_until = time.monotonic() + QUIET_SECONDS
            logger.warning("live updates are not sent for %d seconds: %s", QUIET_SECONDS, error)


@receiver(user_logged_out)
def _close_streams(request: HttpRequest | None = None, **_kwargs: Any) -> None:
    session_key = getattr(getattr(request, "session", None), "session_key", None)
    if session_key:
        sign_out(session_key=session_key)
