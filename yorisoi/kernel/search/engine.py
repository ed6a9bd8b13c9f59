"""Which index the database has."""

from types import ModuleType

from django.db import connection

from yorisoi.kernel.search import postgresql, sqlite


def engine() -> ModuleType:
    """The module that writes and reads the index of the default database."""
    return postgresql if connection.vendor == "postgresql" else sqlite
