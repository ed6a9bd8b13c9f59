"""Pages by a key that never moves: what is added meanwhile shifts nothing."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Schema

from yorisoi.integrations.api.problems import Refusal, wrong

MOST = 100


class Paging(Schema):
    """How much, and from where on."""

    limit: int = Field(50, ge=1, le=MOST, description=gettext_noop("How many at most."))
    cursor: Annotated[str, Field(max_length=300)] = Field(
        "", description=gettext_noop("The next_cursor of the page before.")
    )


def page(rows: Sequence[Any], limit: int, key: Callable[[Any], Sequence[Any]]) -> tuple[Sequence[Any], str | None]:
    """Of up to limit + 1 rows those of this page, and the cursor of the next one."""
    shown = rows[:limit]
    return shown, _written(key(shown[-1])) if len(rows) > limit else None


def _written(parts: Sequence[Any]) -> str:
    told = json.dumps([str(part) for part in parts], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _parts(cursor: str, kinds: Sequence[Callable[[str], Any]]) -> list[Any]:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        told = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(told, list) or not all(isinstance(each, str) for each in told):
            raise ValueError
        return [kind(text) for kind, text in zip(kinds, told, strict=True)]
    except (ValueError, binascii.Error, RecursionError):
        raise _bad() from None


def _bad() -> Refusal:
    return wrong("cursor", _("This cursor is not one that a page of this list gave."))


def id_after(cursor: str) -> UUID | None:
    """The id at which the page before ended."""
    return _parts(cursor, [UUID])[0] if cursor else None


def number_after(cursor: str) -> int | None:
    """The number at which the page before ended."""
    if not cursor:
        return None
    number: int = _parts(cursor, [int])[0]
    if not 0 <= number < 2**63:
        raise _bad()
    return number


def moment_after(cursor: str) -> tuple[datetime, UUID] | None:
    """The moment and id at which the page before ended."""
    if not cursor:
        return None
    at, last = _parts(cursor, [datetime.fromisoformat, UUID])
    if at.tzinfo is None or not 1970 <= at.year <= 2200:
        raise _bad()
    return at, last
