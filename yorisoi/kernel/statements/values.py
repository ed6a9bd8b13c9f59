"""Values on their way into the database, as Django's own fields would give them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

type Prepare = Callable[[Any], Any]


def execute(sql: str, values: Sequence[Any]) -> int:
    """Run a statement of our own; how many rows it met. UUIDs and aware datetimes become what the database keeps."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [stored(value) for value in values])
        return int(cursor.rowcount)


def stored(value: Any) -> Any:
    """A UUID, a moment, a string or a number as a parameter of the default database."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def preparation(field: "models.Field[Any, Any]") -> Prepare:
    """What makes a field's value a parameter of the default database; the quick way where it is known to be the same.

    Foreign keys are kept as what they point to.
    """
    target = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    kind = target.get_internal_type()
    if kind == "UUIDField":
        return _same if connection.features.has_native_uuid_field else _hex
    if kind == "DateTimeField":
        return connection.ops.adapt_datetimefield_value
    if kind in {"CharField", "TextField"}:
        return _text
    if kind == "BooleanField" or kind.endswith("IntegerField"):
        return _number
    return lambda value: field.get_db_prep_save(value, connection)


def _same(value: Any) -> Any:
    return value


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _number(value: int | None) -> int | None:
    """Members of number enumerations are numbers of a type that not every driver knows."""
    return value if value is None or type(value) in {int, bool} else int(value)


def _text(value: str | None) -> str | None:
    """Members of text enumerations are strings of a type that not every driver knows."""
    return value if value is None or type(value) is str else str(value)
