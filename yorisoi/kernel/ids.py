"""Identifiers: UUIDv7 (RFC 9562 §5.7), so that rows sort by the time they were made."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last_stamp = 0
_last_tail = 0
_TAIL_BITS = 74


def uuid7() -> UUID:
    """A new UUIDv7, strictly greater than every one this process made before (RFC 9562 §6.2, method 2).

    48 bits of Unix milliseconds, then 74 random bits; within one millisecond the random bits are counted up by a random
    step, so that order holds and the next value cannot be guessed.
    """
    global _last_stamp, _last_tail
    stamp = time.time_ns() // 1_000_000
    fresh = int.from_bytes(os.urandom(10)) >> 6
    with _lock:
        if stamp > _last_stamp:
            _last_stamp, _last_tail = stamp, fresh >> 1
        else:
            _last_tail += 1 + (fresh & 0xFFFF_FFFF)
            if _last_tail >> _TAIL_BITS:
                _last_stamp, _last_tail = _last_stamp + 1, fresh >> 1
        stamp, tail = _last_stamp, _last_tail
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return UUID(int=stamp << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
