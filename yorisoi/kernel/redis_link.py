"""The one way to Redis (or Valkey), where REDIS_URL names one."""

import hashlib
from functools import cache

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry


@cache
def _client(url: str) -> redis.Redis:
    # Once more at once: a connection of the pool may be one that Redis closed since.
    once_more = Retry(NoBackoff(), 1)
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2, retry=once_more)


def client() -> redis.Redis:
    """The process's pool of connections; every call is answered within two seconds or raises redis.RedisError."""
    return _client(settings.REDIS_URL)


def own_name(name: str) -> str:
    """The name under which this installation keeps `name`.

    Channels are not kept apart by database numbers, so that two installations may share one Redis only by their names.
    """
    return f"yorisoi:{hashlib.sha256(str(settings.SECRET_KEY).encode()).hexdigest()[:16]}:{name}"
