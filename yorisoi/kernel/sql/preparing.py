"""Queries whose SQL the ORM makes once: half of a page's time went into making the same SQL again for every request.

    @prepared
    def _marks(staff_id: UUID, case_ids: Set[UUID], *, most: int) -> Rows:
        return ReadMark.objects.filter(staff_id=staff_id, case_id__in=case_ids).values_list("case_id", "at")[:most]

    rows = _marks(actor.staff_id, set(ids), most=51)  # a list of tuples, as the query would give them

A query of whole rows gives models, also with `select_related`; one of `values_list(…, flat=True)` gives values.
`_marks.first(…)` is the first row or None.

The function is called once for every shape of its arguments, with stand-ins for the values; the SQL is kept, and later
calls only bind. So it must put every value it is given into the query as it is, and never look at one:

- bound are UUID, int, str, aware datetime, and sets of them (for `__in`; the list is filled up to the next power of
  two, so that few statements are kept);
- None, True, False and every keyword argument belong to the shape, and may be looked at; tuples and lists are walked
  through, so that a list of (brand, None) and (brand, queues) is another shape for another number of brands.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache, update_wrapper
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators

from yorisoi.kernel.sql.values import to_database

type Rows = QuerySet[Any, Any]
_MOST_KEPT = 256
_FIRST_MOMENT = datetime(1903, 1, 1, tzinfo=UTC)
_FIRST_NUMBER = 31_500  # fits the smallest column: what a column cannot hold, the ORM takes out of the query


@dataclass(frozen=True, slots=True)
class _Bound:
    """Stands in a list of parameters for the value at this place."""

    place: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """One statement: its parameters (values that are always the same, or _Bound), how to read each column, and what
    to make of the rows."""

    sql: str
    parameters: tuple[Any, ...]
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]
    make: Callable[[list[tuple[Any, ...]]], list[Any]] | None


class Prepared[R]:
    """A function that makes a query, which gives the query's rows when called."""

    def __init__(self, build: Callable[..., QuerySet[Any, R]]) -> None:
        self.build = build
        self._plans: dict[Any, _Plan | None] = {}
        update_wrapper(self, build)

    def __call__(self, *arguments: Any, **shape: Any) -> list[R]:
        """The rows. Raises TypeError for a value that cannot be bound, or that the function did not use."""
        values: list[Any] = []
        key = (tuple([_shape(each, values) for each in arguments]), tuple(shape.items()))
        try:
            plan = self._plans[key]
        except KeyError:
            plan = self._keep(key, _plan(self.build, arguments, shape))
        return [] if plan is None else _run(plan, values)

    def first(self, *arguments: Any, **shape: Any) -> R | None:
        """The first row, if there is one; where there may be many the query itself says `[:1]`."""
        return next(iter(self(*arguments, **shape)), None)

    def _keep(self, key: Any, plan: _Plan | None) -> _Plan | None:
        if len(self._plans) >= _MOST_KEPT:
            self._plans.clear()
        self._plans[key] = plan
        return plan


def prepared[R](build: Callable[..., QuerySet[Any, R]]) -> Prepared[R]:
    """Decorates a function that makes a query; see the head of this file."""
    return Prepared(build)


def _shape(value: Any, values: list[Any]) -> Any:
    """What of an argument decides the SQL; what is bound is put into `values`, in order."""
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is UUID or kind is int or kind is str or kind is datetime:
        values.append(value)
        return kind
    if kind is tuple or kind is list:
        return tuple([_shape(each, values) for each in value])
    if isinstance(value, Set):
        return _shape_of_set(value, values)
    if isinstance(value, str):  # an enumeration
        values.append(str(value))
        return str
    raise TypeError(f"{value!r} cannot be bound in a prepared query")


def _shape_of_set(value: Set[Any], values: list[Any]) -> Any:
    members = list(value)
    if not members:
        return frozenset()
    size = 1 << (len(members) - 1).bit_length()
    values += members
    values += [members[-1]] * (size - len(members))
    return frozenset((size, type(members[0])))


def _plan(build: Callable[..., Rows], arguments: tuple[Any, ...], shape: dict[str, Any]) -> _Plan | None:
    """The statement for this shape, or None where nothing can be found (`id IN ()`)."""
    stand_ins: dict[Any, int] = {}
    queryset = build(*(_stand_in(each, stand_ins) for each in arguments), **shape)
    compiler = queryset.query.get_compiler(connection=connection)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    bound = tuple(_bound(each, stand_ins) for each in parameters)
    if len({each.place for each in bound if isinstance(each, _Bound)}) != len(stand_ins):
        raise TypeError(f"{build.__qualname__} does not put every value into its query as it is")
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    readers = tuple((place, _reader(*each)) for place, each in converters.items())
    return _Plan(sql, bound, readers, _maker(queryset, compiler))


def _stand_in(value: Any, made: dict[Any, int]) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, tuple | list):
        return type(value)(_stand_in(each, made) for each in value)
    if isinstance(value, Set):
        size = 1 << (len(value) - 1).bit_length() if value else 0
        return [_stand_in(next(iter(value)), made) for _ in range(size)]
    place = len(made)
    found: Any
    if isinstance(value, UUID):
        found = UUID(int=0xF00D << 112 | place)
    elif isinstance(value, datetime):
        found = _FIRST_MOMENT + timedelta(microseconds=place)
    else:
        found = _FIRST_NUMBER + place if isinstance(value, int) else f"\x01stand-in {place}"
    made[to_database(found)] = place
    return found


def _bound(parameter: Any, stand_ins: dict[Any, int]) -> Any:
    try:
        place = stand_ins.get(parameter)
    except TypeError:  # a list, or JSON
        return parameter
    return parameter if place is None else _Bound(place)


def _run(plan: _Plan, values: list[Any]) -> list[Any]:
    rows = _read(plan, values)
    return plan.make(rows) if plan.make is not None and rows else rows


def _read(plan: _Plan, values: list[Any]) -> list[tuple[Any, ...]]:
    ready = values if connection.vendor == "postgresql" else [to_database(value) for value in values]
    with connection.cursor() as cursor:
        cursor.execute(plan.sql, [ready[each.place] if type(each) is _Bound else each for each in plan.parameters])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    if not rows or not plan.readers:
        return rows
    columns: list[Any] = list(zip(*rows, strict=True))
    for place, read in plan.readers:
        columns[place] = map(read, columns[place])
    return list(zip(*columns, strict=True))


def _maker(queryset: Rows, compiler: Any) -> Callable[[list[tuple[Any, ...]]], list[Any]] | None:
    """What makes models of rows, as Django's own iterables do, or values; None where rows are what is wanted."""
    shape = queryset._iterable_class
    if shape is FlatValuesListIterable:
        return lambda rows: [value for (value,) in rows]
    if shape is not ModelIterable:
        return None
    known, select = compiler.klass_info, compiler.select
    model: type[models.Model] = known["model"]
    begin, end = known["select_fields"][0], known["select_fields"][-1] + 1
    names = [column.target.attname for column, _sql, _alias in select[begin:end]]
    fetching = getattr(queryset, "_fetch_mode")  # noqa: B009 - unknown to the stubs
    related = get_related_populators(known, select, connection.alias, fetching)

    def make(rows: list[tuple[Any, ...]]) -> list[Any]:
        made = []
        for row in rows:
            one = model.from_db(connection.alias, names, row[begin:end])
            for each in related:
                each.populate(row, one)
            made.append(one)
        return made

    return make


def _reader(converters: list[Callable[..., Any]], expression: Any) -> Callable[[Any], Any]:
    """From what the driver gives to what the column means: Django's converters, quicker ones for the common kinds."""
    if len(converters) == 1 and connection.vendor == "sqlite":
        known = _QUICK.get(getattr(converters[0], "__name__", ""))
        if known is not None:
            return known

    def read(value: Any) -> Any:
        for converter in converters:
            value = converter(value, expression, connection)
        return value

    return read


@lru_cache(maxsize=8192)
def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _moment(found: datetime | str | None) -> datetime | None:
    """The driver has read a column of the table already, but not what was calculated from one."""
    if isinstance(found, str):
        found = datetime.fromisoformat(found)
    return None if found is None else found.replace(tzinfo=UTC)


def _truth(number: int | None) -> bool | None:
    return None if number is None else bool(number)


_QUICK: dict[str, Callable[[Any], Any]] = {
    "convert_uuidfield_value": _uuid,
    "convert_datetimefield_value": _moment,
    "convert_booleanfield_value": _truth,
}
