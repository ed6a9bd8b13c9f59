"""Many rows into a table at once: prepared once and bound row by row on SQLite, COPY on PostgreSQL."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models

from yorisoi.kernel.sql.values import preparer

type Row = Sequence[Any]


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows of the named columns (`case_id`, not `case`), in the caller's transaction.

    What is not named gets the field's default. Nothing is validated and no signal is sent. Raises IntegrityError, and
    FieldDoesNotExist for a name that is none.
    """
    named: list[Any] = [model._meta.get_field(name) for name in names]
    others = [
        field
        for field in model._meta.concrete_fields
        if field not in named and not isinstance(field, models.AutoField | models.BigAutoField)
    ]
    fields: list[Any] = [*named, *others]
    columns = [field.column for field in fields]
    made = _prepared([preparer(field) for field in fields], [_filler(field) for field in others], rows)
    table = connection.ops.quote_name(model._meta.db_table)
    listed = ", ".join(map(connection.ops.quote_name, columns))
    if connection.vendor == "postgresql":
        statement = f"COPY {table} ({listed}) FROM STDIN"
        with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in made:
                copy.write_row(row)
        return
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({listed}) VALUES ({places})"  # noqa: S608 -- names of our own models
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(made))


def _prepared(
    preparers: Sequence[Callable[[Any], Any] | None], fillers: Sequence[Callable[[], Any]], rows: Iterable[Row]
) -> Iterator[list[Any]]:
    for row in rows:
        values = [*row, *(fill() for fill in fillers)]
        yield [
            value if value is None or prepare is None else prepare(value)
            for value, prepare in zip(values, preparers, strict=True)
        ]


def _filler(field: Any) -> Callable[[], Any]:
    """What makes a value for a row that does not say one."""
    if field.has_default() and callable(field.default):
        made: Callable[[], Any] = field.default
        return made
    value = field.get_default()
    return lambda: value
