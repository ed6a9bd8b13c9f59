"""/api/v1/cases/<number>/messages, replies and notes; /api/v1/messages/"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router, Status

from yorisoi.desk import public as desk
from yorisoi.desk.contracts import Status as CaseStatus
from yorisoi.integrations.api import shapes
from yorisoi.integrations.api.calling import caller_in, case_to_change, tagged
from yorisoi.integrations.api.paging import Paging, moment_after, page
from yorisoi.integrations.api.problems import wrong

router = Router(tags=["messages"])


@router.get(
    "/cases/{number}/messages",
    response=shapes.MessagePage,
    summary=gettext_noop("List the messages and notes of a case, the newest first"),
    openapi_extra={"x-scope": "messages:read"},
)
def list_messages(request: HttpRequest, number: shapes.Number, wanted: Query[Paging]) -> dict[str, Any]:
    caller = caller_in(request, "messages:read")
    head = desk.case_numbered(caller.actor, number)
    rows = desk.message_list(caller.actor, head.id, moment_after(wanted.cursor), wanted.limit + 1)
    messages, cursor = page(rows, wanted.limit, lambda each: [each.at.isoformat(), each.id])
    return {"data": messages, "next_cursor": cursor}


@router.get(
    "/messages/{message_id}",
    response=shapes.MessageOut,
    summary=gettext_noop("Read a message"),
    openapi_extra={"x-scope": "messages:read"},
)
def read_message(request: HttpRequest, message_id: UUID) -> desk.MessageInfo:
    return desk.message_of(caller_in(request, "messages:read").actor, message_id)


@router.post(
    "/cases/{number}/replies",
    response={201: shapes.MessageOut},
    summary=gettext_noop("Answer the customer"),
    description=gettext_noop("The message is in the outbox when this answers 201; delivery tells what becomes of it."),
    openapi_extra={"x-scope": "messages:write"},
)
def reply(request: HttpRequest, number: shapes.Number, given: shapes.ReplyNew, response: HttpResponse) -> Any:
    caller, head = case_to_change(request, "messages:write", number)
    default = desk.recipients_of(head.id, head.brand_id)
    to = given.to if given.to is not None else default.to
    if not to:
        raise wrong("to", _("Nobody has written to this case: say to whom the answer goes."))
    draft = desk.Draft(
        text=given.text,
        to=to,
        cc=given.cc,
        bcc=given.bcc,
        subject=given.subject,
        quote=given.quote,
        then=CaseStatus(given.then) if given.then else None,
    )
    message_id = desk.reply(actor=caller.actor, case_id=head.id, draft=draft, hold_seconds=0)
    return _made(caller.actor, head.id, message_id, response)


@router.post(
    "/cases/{number}/notes",
    response={201: shapes.MessageOut},
    summary=gettext_noop("Write a note that no customer sees"),
    openapi_extra={"x-scope": "messages:write"},
)
def note(request: HttpRequest, number: shapes.Number, given: shapes.NoteNew, response: HttpResponse) -> Any:
    caller, head = case_to_change(request, "messages:write", number)
    message_id = desk.note(actor=caller.actor, case_id=head.id, text=given.text)
    return _made(caller.actor, head.id, message_id, response)


def _made(actor: Any, case_id: UUID, message_id: UUID, response: HttpResponse) -> Any:
    tagged(response, desk.case_head(actor, case_id))
    response.headers["Location"] = f"/api/v1/messages/{message_id}"
    return Status(201, desk.message_of(actor, message_id))
