"""Query sets that are compiled once."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.query import FlatValuesListIterable, ModelIterable, QuerySet, get_related_populators

from yorisoi.kernel.statements.values import stored


@dataclass(frozen=True)
class _Plan:
    """SQL with its parameters; a place (an argument's number) stands where an argument goes."""

    sql: str
    parameters: tuple[Any, ...]
    places: dict[int, int]
    rows: Callable[[Sequence[tuple[Any, ...]]], list[Any]]


class Prepared[**P, R]:
    """A query set as a function of UUIDs, datetimes, strings and whole numbers, none of them None."""

    def __init__(self, build: Callable[P, "QuerySet[Any, R]"]) -> None:
        self._build = build
        self._plans: dict[str, _Plan] = {}
        self.__doc__ = build.__doc__

    def all(self, *arguments: P.args, **_named: P.kwargs) -> list[R]:
        """Every row."""
        plan = self._plans.get(connection.vendor) or self._plan()
        parameters = list(plan.parameters)
        for place, argument in plan.places.items():
            parameters[place] = stored(arguments[argument])
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, parameters)
            found = cursor.fetchall()
        return plan.rows(found) if found else []

    def first(self, *arguments: P.args, **named: P.kwargs) -> R | None:
        """The first row, if there is one; where there may be many the query set itself says `[:1]`."""
        return next(iter(self.all(*arguments, **named)), None)

    def _plan(self) -> _Plan:
        """Compile with values that can be told apart, and note where they come out."""
        signs = [_sign(each.annotation, n) for n, each in enumerate(inspect.signature(self._build).parameters.values())]
        queryset = self._build(*signs)  # type: ignore[call-arg]  # positional only, of the annotated types
        compiler = queryset.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        argument_of = {stored(sign): number for number, sign in enumerate(signs)}
        places = {
            place: argument_of[value]
            for place, value in enumerate(parameters)
            if isinstance(value, (UUID, datetime, str, int)) and value in argument_of
        }
        if set(places.values()) != set(argument_of.values()):
            raise TypeError(f"{self._build.__qualname__}: an argument does not come out in the SQL as it went in")
        plan = _Plan(sql, tuple(parameters), places, _reader(queryset, compiler))
        self._plans[connection.vendor] = plan
        return plan


def prepared[**P, R](build: Callable[P, "QuerySet[Any, R]"]) -> Prepared[P, R]:
    """Decorator for a function that builds a query set from its arguments, which only stand in conditions.

    The arguments must not change the shape of the SQL: no lists, no None. TypeError at the first use where they do.
    """
    return Prepared(build)


_FIRST_SIGN = 31_731  # within the smallest kind of column


def _sign(annotation: Any, number: int) -> Any:
    """A value of this type that stands in no query set otherwise, for the argument of this number."""
    sign = _FIRST_SIGN + number
    if annotation is UUID:
        return UUID(int=sign << 80)
    if annotation is datetime:
        return datetime(1801, 1, 1, tzinfo=UTC) + timedelta(microseconds=sign)
    if annotation is str:
        return f"argument {sign}"
    if annotation is int:
        return sign
    raise TypeError(f"{annotation} cannot be an argument of a prepared query set")


def _reader(queryset: "QuerySet[Any, Any]", compiler: Any) -> Callable[[Sequence[tuple[Any, ...]]], list[Any]]:
    """How rows of the database become those of the query set, as Django's iterables do it."""
    width = compiler.col_count
    converters = compiler.get_converters([each[0] for each in compiler.select[:width]])

    def convert(rows: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        return compiler.apply_converters(rows, converters) if converters else iter(rows)

    shape = queryset._iterable_class
    if shape is FlatValuesListIterable:
        return lambda rows: [row[0] for row in convert(rows)]
    if shape is not ModelIterable:
        return lambda rows: [tuple(row) for row in convert(rows)]
    known, select = compiler.klass_info, compiler.select
    model: type[models.Model] = known["model"]
    begin, end = known["select_fields"][0], known["select_fields"][-1] + 1
    names = [each[0].target.attname for each in select[begin:end]]
    related = get_related_populators(known, select, connection.alias, getattr(queryset, "_fetch_mode"))  # noqa: B009 - unknown to the stubs

    def read(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
        found = []
        for row in convert(rows):
            made = model.from_db(connection.alias, names, row[begin:end])
            for populator in related:
                populator.populate(row, made)
            found.append(made)
        return found

    return read
