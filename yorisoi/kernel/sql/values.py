"""Values on their way into the database, as Django's own fields would give them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models


def execute(statement: str, values: Sequence[Any]) -> int:
    """Run SQL of our own; how many rows it met. UUIDs and aware datetimes become what the database keeps."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [to_database(value) for value in values])
        return int(cursor.rowcount)


def to_database(value: Any) -> Any:
    """A value as the driver takes it."""
    if type(value) is UUID:
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datetimefield_value(value) if type(value) is datetime else value


def preparer(field: Any) -> Callable[[Any], Any] | None:
    """How the database wants a value of this field that is not None; None: as it is."""
    target = field.target_field if field.is_relation else field
    if isinstance(target, models.OneToOneField):  # a primary key that is a foreign key itself
        return preparer(target)
    if isinstance(target, models.UUIDField):
        return None if connection.features.has_native_uuid_field else _hex
    if isinstance(target, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(target, models.CharField | models.TextField):
        return str  # an enumeration's value too
    if isinstance(target, models.BooleanField | models.IntegerField | models.BinaryField):
        return None
    return lambda value: target.get_db_prep_save(value, connection)


def _hex(value: Any) -> Any:
    return value.hex
