"""Who may listen to what. Asked when a stream opens, at every poll, and again and again while a stream is open."""

import logging
from collections.abc import Callable, Iterable
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

logger = logging.getLogger(__name__)

type Authoriser = Callable[[str, str], bool]

_authorisers: dict[str, Authoriser] = {}


def authorise(prefix: str, function: Authoriser) -> None:
    """Let `function(user_id, topic)` decide for every topic `prefix:…`. Without one nobody may listen."""
    _authorisers[prefix] = function


def prefixes() -> tuple[str, ...]:
    """The prefixes somebody answers for."""
    return tuple(sorted(_authorisers))


def allowed(user_id: str, topics: Iterable[str]) -> frozenset[str]:
    """Those of the topics that the user may listen to. Blocks: it asks the database."""
    return frozenset(topic for topic in topics if _may_hear(user_id, topic))


def _may_hear(user_id: str, topic: str) -> bool:
    authoriser = _authorisers.get(topic.split(":", 1)[0])
    if authoriser is None:
        return False
    try:
        return authoriser(user_id, topic)
    except Exception:
        logger.exception("nobody may hear %s: its authoriser failed", topic)
        return False


def user_of(session_key: str) -> str | None:
    """The id of the active user who is signed in with this session, None if there is none any more. Blocks."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = get_user(request)
    return str(user.pk) if user.is_authenticated else None


def admitted(session_key: str, topics: Iterable[str]) -> tuple[str | None, frozenset[str]]:
    """Both at once, for one trip to the pool: the user, and the topics that user may listen to."""
    user_id = user_of(session_key)
    return user_id, allowed(user_id, topics) if user_id else frozenset()
