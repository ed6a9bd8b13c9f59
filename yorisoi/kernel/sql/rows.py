"""Models into the database, one or many, with SQL that is made once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import DatabaseError, connection, models

from yorisoi.kernel.sql.values import preparer


class _Write(NamedTuple):
    """A statement, with the attributes it takes in their order and how each is prepared."""

    sql: str
    values: "attrgetter[tuple[Any, ...]]"
    prepare: tuple[Callable[[Any], Any] | None, ...]

    def parameters(self, row: models.Model) -> list[Any]:
        return [
            value if value is None or prepare is None else prepare(value)
            for prepare, value in zip(self.prepare, self.values(row), strict=True)
        ]


def insert(rows: Iterable[models.Model], *, or_ignore: bool = False) -> None:
    """Store new rows, in one statement for each model; ids that the database counts up are not read back.

    or_ignore: leave out those that a unique constraint refuses. Raises IntegrityError.
    """
    by_model: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    for model, some in by_model.items():
        plan = _insert(model, connection.vendor, or_ignore)
        parameters = [plan.parameters(row) for row in some]
        with connection.cursor() as cursor:
            if len(parameters) == 1:
                cursor.execute(plan.sql, parameters[0])
            else:
                cursor.executemany(plan.sql, parameters)
        for row in some:
            row._state.adding, row._state.db = False, connection.alias


def update(row: models.Model, fields: Sequence[str]) -> None:
    """Store these fields of one row (names of attributes: `case_id`, not `case`). DatabaseError when it is gone."""
    if not fields:
        return
    plan = _update(type(row), connection.vendor, tuple(fields))
    with connection.cursor() as cursor:
        cursor.execute(plan.sql, plan.parameters(row))
        if cursor.rowcount != 1:
            raise DatabaseError(f"no row was changed: {row._meta.label} {row.pk}")


@cache
def _insert(model: type[models.Model], _vendor: str, or_ignore: bool) -> _Write:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    words = ["INSERT INTO", quote(model._meta.db_table), f"({columns}) VALUES ({places})"]
    if or_ignore:
        words.append("ON CONFLICT DO NOTHING")
    return _Write(" ".join(words), _values(fields), tuple(map(preparer, fields)))


@cache
def _update(model: type[models.Model], _vendor: str, names: tuple[str, ...]) -> _Write:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    quote = connection.ops.quote_name
    changes = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    words = ["UPDATE", quote(model._meta.db_table), "SET", changes, "WHERE", quote(str(model._meta.pk.column)), "= %s"]
    fields.append(model._meta.pk)
    return _Write(" ".join(words), _values(fields), tuple(map(preparer, fields)))


def _values(fields: "Sequence[models.Field[Any, Any]]") -> "attrgetter[tuple[Any, ...]]":
    return attrgetter(*(field.attname for field in fields))
