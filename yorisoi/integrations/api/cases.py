"""/api/v1/cases/"""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Query, Router, Status

from yorisoi.customers import public as customers
from yorisoi.desk import public as desk
from yorisoi.desk.contracts import Kind, RecordFields
from yorisoi.desk.contracts import Status as CaseStatus
from yorisoi.integrations.api import shapes
from yorisoi.integrations.api.calling import caller_in, case_to_change, tagged
from yorisoi.integrations.api.paging import Paging, number_after, page
from yorisoi.integrations.api.problems import wrong

router = Router(tags=["cases"])


class CaseFilter(Paging):
    """What narrows the list."""

    brand_id: UUID | None = None
    open: bool | None = Field(None, description=gettext_noop("true: neither done nor without need of action."))
    status: CaseStatus | None = None
    priority: shapes.Word | None = None
    queue_id: UUID | None = None
    topic_id: UUID | None = None
    assignee_id: UUID | None = None
    customer_id: UUID | None = None
    channel: Literal["email", "phone", "form"] | None = None
    opened_from: shapes.Moment | None = None
    opened_before: shapes.Moment | None = None


def shown(head: desk.CaseHead) -> dict[str, Any]:
    """A case as it goes out."""
    told = {name: getattr(head, name) for name in _PLAIN}
    return told | {"priority": shapes.WORDS[head.priority], "tags": [look.name for look in head.tags]}


_PLAIN = tuple(name for name in shapes.CaseOut.model_fields if name not in ("priority", "tags"))


@router.get("", response=shapes.CasePage, summary=gettext_noop("List cases"), openapi_extra={"x-scope": "cases:read"})
def list_cases(request: HttpRequest, wanted: Query[CaseFilter]) -> dict[str, Any]:
    caller = caller_in(request, "cases:read")
    choice = desk.CaseChoice(
        brand_id=wanted.brand_id,
        is_open=wanted.open,
        status=wanted.status.value if wanted.status else None,
        priority=int(shapes.PRIORITIES[wanted.priority]) if wanted.priority else None,
        queue_id=wanted.queue_id,
        topic_id=wanted.topic_id,
        assignee_id=wanted.assignee_id,
        customer_id=wanted.customer_id,
        channel=wanted.channel,
        opened_from=wanted.opened_from,
        opened_before=wanted.opened_before,
    )
    rows = desk.case_list(caller.actor, choice, number_after(wanted.cursor), wanted.limit + 1)
    heads, cursor = page(rows, wanted.limit, lambda head: [head.number])
    return {"data": [shown(head) for head in heads], "next_cursor": cursor}


@router.post(
    "",
    response={201: shapes.CaseOut},
    summary=gettext_noop("Open a case"),
    openapi_extra={"x-scope": "cases:write"},
)
def open_case(request: HttpRequest, given: shapes.CaseNew, response: HttpResponse) -> Any:
    caller = caller_in(request, "cases:write")
    if given.customer_id is not None:
        _customer_is_of_queue(caller.actor, given.customer_id, given.queue_id)
    new = desk.NewCase(
        queue_id=given.queue_id,
        subject=given.subject,
        text=given.text,
        kind=Kind(given.kind),
        channel=given.channel,
        customer_id=given.customer_id,
        address=given.address,
        name=given.name,
        priority=shapes.PRIORITIES[given.priority],
    )
    case_id = desk.open_case(actor=caller.actor, new=new)
    if given.topic_id is not None:
        desk.set_topic(actor=caller.actor, case_id=case_id, topic_id=given.topic_id)
    head = tagged(response, desk.case_head(caller.actor, case_id))
    response.headers["Location"] = f"/api/v1/cases/{head.number}"
    return Status(201, shown(head))


def _customer_is_of_queue(actor: Any, customer_id: UUID, queue_id: UUID) -> None:
    """A case may not be hung on another brand's customer."""
    brand_id = customers.customer_card(actor, customer_id).brand_id
    if queue_id not in {queue.id for queue in desk.queue_list(actor, most=10_000) if queue.brand_id == brand_id}:
        raise wrong("customer_id", _("The customer is not of the brand of this queue."))


@router.get(
    "/{number}", response=shapes.CaseOut, summary=gettext_noop("Read a case"), openapi_extra={"x-scope": "cases:read"}
)
def read_case(request: HttpRequest, number: shapes.Number, response: HttpResponse) -> dict[str, Any]:
    caller = caller_in(request, "cases:read")
    return shown(tagged(response, desk.case_numbered(caller.actor, number)))


@router.patch(
    "/{number}",
    response=shapes.CaseOut,
    summary=gettext_noop("Change subject, priority, topic, queue or assignee"),
    openapi_extra={"x-scope": "cases:write"},
)
def change_case(
    request: HttpRequest, number: shapes.Number, given: shapes.CaseChange, response: HttpResponse
) -> dict[str, Any]:
    caller, head = case_to_change(request, "cases:write", number)
    actor, changes = caller.actor, shapes.changes_in(given)
    for name in ("subject", "priority", "queue_id"):
        if name in changes and changes[name] is None:
            raise wrong(name, _("This cannot be taken away."))
    if "subject" in changes:
        desk.set_subject(actor=actor, case_id=head.id, subject=changes["subject"])
    if "priority" in changes:
        desk.set_priority(actor=actor, case_id=head.id, priority=shapes.PRIORITIES[changes["priority"]])
    if "topic_id" in changes:
        desk.set_topic(actor=actor, case_id=head.id, topic_id=changes["topic_id"])
    if "assignee_id" in changes:
        desk.assign(actor=actor, case_id=head.id, staff_id=changes["assignee_id"])
    if "queue_id" in changes:
        desk.set_queue(actor=actor, case_id=head.id, queue_id=changes["queue_id"])
    return shown(tagged(response, desk.case_numbered(actor, number)))


@router.post(
    "/{number}/closure",
    response=shapes.CaseOut,
    summary=gettext_noop("Close a case"),
    openapi_extra={"x-scope": "cases:write"},
)
def close_case(
    request: HttpRequest, number: shapes.Number, given: shapes.ClosureNew, response: HttpResponse
) -> dict[str, Any]:
    caller, head = case_to_change(request, "cases:write", number)
    record = RecordFields(**given.record.model_dump()) if given.record else None
    desk.close(actor=caller.actor, case_id=head.id, outcome=CaseStatus(given.outcome), record=record)
    return shown(tagged(response, desk.case_numbered(caller.actor, number)))


@router.delete(
    "/{number}/closure",
    response=shapes.CaseOut,
    summary=gettext_noop("Reopen a case"),
    openapi_extra={"x-scope": "cases:write"},
)
def reopen_case(request: HttpRequest, number: shapes.Number, response: HttpResponse) -> dict[str, Any]:
    caller, head = case_to_change(request, "cases:write", number)
    desk.reopen(actor=caller.actor, case_id=head.id)
    return shown(tagged(response, desk.case_numbered(caller.actor, number)))


@router.post(
    "/{number}/hold",
    response=shapes.CaseOut,
    summary=gettext_noop("Put a case on hold"),
    openapi_extra={"x-scope": "cases:write"},
)
def hold_case(
    request: HttpRequest, number: shapes.Number, given: shapes.HoldNew, response: HttpResponse
) -> dict[str, Any]:
    caller, head = case_to_change(request, "cases:write", number)
    desk.hold(actor=caller.actor, case_id=head.id, reason=given.reason, until=given.until)
    return shown(tagged(response, desk.case_numbered(caller.actor, number)))


@router.delete(
    "/{number}/hold",
    response=shapes.CaseOut,
    summary=gettext_noop("Take a case up again"),
    openapi_extra={"x-scope": "cases:write"},
)
def resume_case(request: HttpRequest, number: shapes.Number, response: HttpResponse) -> dict[str, Any]:
    caller, head = case_to_change(request, "cases:write", number)
    desk.resume(actor=caller.actor, case_id=head.id)
    return shown(tagged(response, desk.case_numbered(caller.actor, number)))


@router.post(
    "/{number}/start",
    response=shapes.CaseOut,
    summary=gettext_noop("Say that work on a case has begun"),
    openapi_extra={"x-scope": "cases:write"},
)
def start_case(request: HttpRequest, number: shapes.Number, response: HttpResponse) -> dict[str, Any]:
    caller, head = case_to_change(request, "cases:write", number)
    desk.start(actor=caller.actor, case_id=head.id)
    return shown(tagged(response, desk.case_numbered(caller.actor, number)))
