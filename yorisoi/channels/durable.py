"""Commits that outlive a power cut, for what a mail server is told to forget."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def on_disk() -> Iterator[None]:
    """The transaction begun inside is on disk when it is committed; inside another transaction it changes nothing.

    SQLite in WAL mode with synchronous=NORMAL (our setting) writes the log to disk only at checkpoints: nothing is
    lost when the process dies, but the last moments are when the power fails. PostgreSQL waits for the disk anyway.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
