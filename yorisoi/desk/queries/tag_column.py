"""A case's tags as one column of a query, so that a page of cases reads them without another query."""

from functools import lru_cache
from typing import NamedTuple

from django.db.models import OuterRef, StringAgg, Subquery, Value
from django.db.models.functions import Concat

from yorisoi.desk.models import CaseTag

_BETWEEN, _INSIDE = "\x1e", "\x1f"


class TagLook(NamedTuple):
    """A tag as it is shown."""

    name: str
    colour: str


TAGS = Subquery(
    CaseTag.objects.filter(case=OuterRef("pk"))
    .values("case")
    .annotate(every=StringAgg(Concat("tag__name", Value(_INSIDE), "tag__colour"), Value(_BETWEEN)))
    .values("every")
)


@lru_cache(maxsize=4096)
def looks(column: str | None) -> tuple[TagLook, ...]:
    """The tags in a value of the column, by name."""
    if not column:
        return ()
    return tuple(sorted(TagLook(*each.split(_INSIDE, 1)) for each in column.split(_BETWEEN)))
