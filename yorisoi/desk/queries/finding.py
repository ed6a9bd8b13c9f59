"""What the global search shows of cases and messages."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.contracts import Status
from yorisoi.desk.labels import STATUS
from yorisoi.desk.models import Attachment, Case, Message
from yorisoi.desk.permissions import Scope, scopes_or_all, visible, visible_in
from yorisoi.kernel.slots import Found
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.kernel.ui.times import date_short
from yorisoi.workspace.contracts import Actor


def found_cases(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Found]:
    """Cases as search results, those that the actor may see."""
    return {
        pk: Found(
            title=f"#{number} {subject or _('(no subject)')}",
            detail=" · ".join(filter(None, [customer, line])),
            url=f"/cases/{number}/",
            meta=f"{STATUS[Status(status)]} · {date_short(at)}",
        )
        for pk, number, subject, customer, line, status, at in _cases(scopes_or_all(actor), set(ids))
    }


def found_messages(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Found]:
    """Messages as search results, of cases that the actor may see. `detail`: the whole text and names of files."""
    rows = {row[0]: row[1:] for row in _messages(set(ids))}
    case_ids = {case_id for case_id, *_rest in rows.values()}
    cases = {pk: (number, subject) for pk, number, subject, *_rest in _cases(scopes_or_all(actor), case_ids)}
    names: dict[UUID, list[str]] = {}
    for pk, name in _names({pk for pk, (_case, _name, _body, _at, files) in rows.items() if files}):
        names.setdefault(pk, []).append(name)
    return {
        pk: Found(
            title=f"#{cases[case_id][0]} {cases[case_id][1] or _('(no subject)')}",
            detail="\n".join([body, *names.get(pk, ())]),
            url=f"/cases/{cases[case_id][0]}/#message-{pk}",
            meta=f"{name} · {date_short(at)}",
        )
        for pk, (case_id, name, body, at, _files) in rows.items()
        if case_id in cases
    }


@prepared
def _cases(allowed_in: Sequence[Scope] | None, ids: Collection[UUID]) -> Rows:
    rows = Case.objects.filter(visible_in(allowed_in), pk__in=ids)
    return rows.values_list("pk", "number", "subject", "customer_name", "last_line", "status", "last_at")


@prepared
def _messages(ids: Collection[UUID]) -> Rows:
    return Message.objects.filter(pk__in=ids).values_list(
        "pk", "case_id", "author_name", "body", "at", "attachment_count"
    )


@prepared
def _names(message_ids: Collection[UUID]) -> Rows:
    rows = Attachment.objects.filter(message_id__in=message_ids, content_id="")
    return rows.order_by("id").values_list("message_id", "name")


def places_of(actor: Actor, received_ids: Sequence[UUID]) -> dict[UUID, Found]:
    """On which cases received messages are, by received id; of cases that the actor may see."""
    messages = list(Message.objects.filter(received_id__in=received_ids).values_list("received_id", "pk", "case_id"))
    seen = Case.objects.filter(visible(actor), pk__in={case_id for _received, _pk, case_id in messages})
    cases = {pk: (number, subject) for pk, number, subject in seen.values_list("pk", "number", "subject")}
    return {
        received_id: Found(
            title=f"#{cases[case_id][0]}", detail=cases[case_id][1], url=f"/cases/{cases[case_id][0]}/#message-{pk}"
        )
        for received_id, pk, case_id in messages
        if received_id and case_id in cases
    }
