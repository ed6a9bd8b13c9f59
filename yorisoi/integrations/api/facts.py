"""/api/v1/facts: what the numbers are made of."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Field, Query, Router

from yorisoi.insights import public as insights
from yorisoi.integrations.api import shapes
from yorisoi.integrations.api.calling import caller_in
from yorisoi.integrations.api.paging import Paging, moment_after, page

router = Router(tags=["facts"])


class FactFilter(Paging):
    """What narrows the list."""

    kind: Annotated[str, Field(max_length=40, pattern=r"^[a-z_.]*$")] = Field(
        "", description=gettext_noop("case, contact, first_response, closure, recontact …")
    )
    since: shapes.Moment | None = None
    until: shapes.Moment | None = Field(None, description=gettext_noop("Before this moment."))


@router.get(
    "/facts",
    response=shapes.FactPage,
    summary=gettext_noop("List facts, the newest first"),
    description=gettext_noop("What happened, a row for each fact as it stands now; numbers are counted from these."),
    openapi_extra={"x-scope": "facts:read"},
)
def list_facts(request: HttpRequest, wanted: Query[FactFilter]) -> dict[str, Any]:
    found = insights.facts(
        caller_in(request, "facts:read").actor,
        kind=wanted.kind,
        after=moment_after(wanted.cursor),
        since=wanted.since,
        until=wanted.until,
        most=wanted.limit + 1,
    )
    rows, cursor = page(found, wanted.limit, lambda row: [row.at.isoformat(), row.id])
    return {"data": rows, "next_cursor": cursor}
