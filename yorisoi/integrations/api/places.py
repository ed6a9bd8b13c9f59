"""/api/v1/queues, /api/v1/topics and /api/v1/staff: what cases are put into, and who may have them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router

from yorisoi.desk import public as desk
from yorisoi.integrations.api import shapes
from yorisoi.integrations.api.calling import caller_in
from yorisoi.integrations.api.paging import Paging, id_after, page
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import StaffInfo

router = Router()


@router.get(
    "/queues",
    response=shapes.QueuePage,
    summary=gettext_noop("List queues"),
    openapi_extra={"x-scope": "queues:read"},
    tags=["queues"],
)
def list_queues(request: HttpRequest, wanted: Query[Paging]) -> dict[str, Any]:
    actor = caller_in(request, "queues:read").actor
    rows, cursor = page(
        desk.queue_list(actor, id_after(wanted.cursor), wanted.limit + 1), wanted.limit, lambda row: [row.id]
    )
    return {"data": rows, "next_cursor": cursor}


@router.get(
    "/topics",
    response=shapes.TopicPage,
    summary=gettext_noop("List topics (大中小)"),
    openapi_extra={"x-scope": "topics:read"},
    tags=["topics"],
)
def list_topics(request: HttpRequest, wanted: Query[Paging]) -> dict[str, Any]:
    actor = caller_in(request, "topics:read").actor
    rows, cursor = page(
        desk.topic_list(actor, id_after(wanted.cursor), wanted.limit + 1), wanted.limit, lambda row: [row.id]
    )
    return {"data": rows, "next_cursor": cursor}


@router.get(
    "/staff",
    response=shapes.StaffPage,
    summary=gettext_noop("List staff of the token's brands"),
    openapi_extra={"x-scope": "staff:read"},
    tags=["staff"],
)
def list_staff(request: HttpRequest, wanted: Query[Paging]) -> dict[str, Any]:
    caller = caller_in(request, "staff:read")
    after = id_after(wanted.cursor)
    people: dict[UUID, StaffInfo] = {}
    works_in: dict[UUID, list[UUID]] = {}
    for brand_id in sorted(caller.brand_ids):
        for person in workspace.staff_of_brand(brand_id):
            people[person.id] = person
            works_in.setdefault(person.id, []).append(brand_id)
    found = [people[pk] for pk in sorted(people) if after is None or pk > after]
    rows, cursor = page(found[: wanted.limit + 1], wanted.limit, lambda row: [row.id])
    data = [{"id": row.id, "name": row.name, "reading": row.reading, "brand_ids": works_in[row.id]} for row in rows]
    return {"data": data, "next_cursor": cursor}
