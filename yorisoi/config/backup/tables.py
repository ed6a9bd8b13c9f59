"""The tables of a backup, parents first, and how a row is written so that either database takes it in."""

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from yorisoi.kernel.models import Entry

# Made anew after a restore (the index), meaningless elsewhere (workers), or unsafe to take along (who is signed in).
LEFT_OUT = {"sessions.session", "usersessions.usersession", "kernel.worker", Entry._meta.label_lower}
PART = 2_000

type Model = type[models.Model]


def tables() -> list[Model]:
    """Every table of a backup, those that others point to before those."""
    wanted = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]
    ordered: list[Model] = []

    def put(model: Model, above: frozenset[Model]) -> None:
        if model in ordered or model in above:
            return
        for field in model._meta.concrete_fields:
            target = field.related_model
            if isinstance(target, type) and target is not model and target in wanted:
                put(target, above | {model})
        ordered.append(model)

    for model in wanted:
        put(model, frozenset())
    return ordered


def columns(model: Model) -> "list[models.Field[Any, Any]]":
    """The columns of a table as fields."""
    return list(model._meta.concrete_fields)


def rows(model: Model) -> Iterator[list[Any]]:
    """All rows by their keys, some at a time."""
    names = [field.attname for field in columns(model)]
    key = model._meta.pk.attname
    place = names.index(key)
    found = model._base_manager.order_by(key).values_list(*names)
    part = list(found[:PART])
    while part:
        yield from (list(row) for row in part)
        part = list(found.filter(**{f"{key}__gt": part[-1][place]})[:PART]) if len(part) == PART else []


def line_of(row: list[Any]) -> bytes:
    """A row as a line of JSON."""
    return json.dumps(row, default=_written, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def object_of(model: Model, row: list[Any]) -> models.Model:
    """A row read from its line, yet to be saved."""
    values = {
        field.attname: value if value is None or isinstance(field, models.JSONField) else field.to_python(value)
        for field, value in zip(columns(model), row, strict=True)
    }
    return model(**values)


def _written(value: Any) -> Any:
    match value:
        case UUID() | Decimal():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"cannot be put into a backup: {type(value).__name__}")
