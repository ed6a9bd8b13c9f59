"""/api/v1/tags, and the tags of a case."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Query, Router, Status

from yorisoi.desk import public as desk
from yorisoi.desk.contracts import TagInfo
from yorisoi.integrations.api import shapes
from yorisoi.integrations.api.calling import brand_in, caller_in, case_to_change, tagged
from yorisoi.integrations.api.cases import shown
from yorisoi.integrations.api.paging import Paging, id_after, page
from yorisoi.integrations.api.problems import wrong
from yorisoi.integrations.queries.callers import Caller
from yorisoi.workspace.contracts import NotFound

router = Router(tags=["tags"])


class TagFilter(Paging):
    """What narrows the list."""

    retired: bool = Field(False, description=gettext_noop("true: those out of use as well."))


@router.get("/tags", response=shapes.TagPage, summary=gettext_noop("List tags"), openapi_extra={"x-scope": "tags:read"})
def list_tags(request: HttpRequest, wanted: Query[TagFilter]) -> dict[str, Any]:
    after = id_after(wanted.cursor)
    known = _tags(caller_in(request, "tags:read"), also_retired=wanted.retired)
    found = [known[pk] for pk in sorted(known) if after is None or pk > after]
    rows, cursor = page(found[: wanted.limit + 1], wanted.limit, lambda row: [row.id])
    return {"data": rows, "next_cursor": cursor}


def _tags(caller: Caller, *, also_retired: bool) -> dict[UUID, TagInfo]:
    """The tags of the brands whose cases the caller may read."""
    brands = caller.actor.brand_ids("desk.case.read")
    found = [tag for brand in brands for tag in desk.tags(caller.actor, brand, also_retired=also_retired)]
    return {tag.id: tag for tag in found}


def _tag(caller: Caller, tag_id: UUID) -> TagInfo:
    known = _tags(caller, also_retired=True)
    if tag_id not in known:
        raise NotFound(_("There is no such tag."))
    return known[tag_id]


@router.post(
    "/tags",
    response={201: shapes.TagOut},
    summary=gettext_noop("Make a tag"),
    openapi_extra={"x-scope": "tags:write"},
)
def create_tag(request: HttpRequest, given: shapes.TagNew, response: HttpResponse) -> Any:
    caller = caller_in(request, "tags:write")
    brand_id = brand_in(caller, given.brand_id)
    tag_id = desk.create_tag(actor=caller.actor, brand_id=brand_id, name=given.name, colour=given.colour)
    response.headers["Location"] = f"/api/v1/tags/{tag_id}"
    return Status(201, _tag(caller, tag_id))


@router.get(
    "/tags/{tag_id}", response=shapes.TagOut, summary=gettext_noop("Read a tag"), openapi_extra={"x-scope": "tags:read"}
)
def read_tag(request: HttpRequest, tag_id: UUID) -> TagInfo:
    return _tag(caller_in(request, "tags:read"), tag_id)


@router.patch(
    "/tags/{tag_id}",
    response=shapes.TagOut,
    summary=gettext_noop("Rename, colour or retire a tag"),
    openapi_extra={"x-scope": "tags:write"},
)
def change_tag(request: HttpRequest, tag_id: UUID, given: shapes.TagChange) -> TagInfo:
    caller, changes = caller_in(request, "tags:write"), shapes.changes_in(given)
    for name, value in changes.items():
        if value is None:
            raise wrong(name, _("This cannot be taken away."))
    desk.change_tag(actor=caller.actor, tag_id=tag_id, **changes)
    return _tag(caller, tag_id)


@router.put(
    "/cases/{number}/tags",
    response=shapes.CaseOut,
    summary=gettext_noop("Set the tags of a case"),
    openapi_extra={"x-scope": "cases:write"},
)
def set_tags(
    request: HttpRequest, number: shapes.Number, given: shapes.CaseTags, response: HttpResponse
) -> dict[str, Any]:
    caller, head = case_to_change(request, "cases:write", number)
    desk.set_tags(actor=caller.actor, case_id=head.id, tag_ids=given.tag_ids)
    return shown(tagged(response, desk.case_numbered(caller.actor, number)))
