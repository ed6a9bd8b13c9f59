"""What a case's page shows, and the answer that brings a shown page up to date."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yorisoi.channels import public as channels
from yorisoi.desk import queries
from yorisoi.desk.permissions import ANSWER, ASSIGN, CLOSE, MERGE
from yorisoi.desk.queries import CaseHead, KeptDraft
from yorisoi.desk.views.composing import Composed, upload_token
from yorisoi.desk.views.drawing import drawn_entry, drawn_head
from yorisoi.kernel import slots
from yorisoi.kernel.ui import toast
from yorisoi.kernel.ui.render import jinja, page_values
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.public import StaffRequest


def case_values(request: StaffRequest, number: int, before: str = "") -> dict[str, Any]:
    """Everything for a case's page. Raises NotFound."""
    head = queries.merged_into(request.actor, queries.numbered(request.actor, number))
    seen = queries.read_until(request.actor, head.id)
    values = part_values(request, head) | {"timeline": queries.timeline_of(head.id, before, seen=seen)}
    values["came_from"] = "" if head.number == number else number
    if values["may_answer"]:
        kept = queries.drafts_of(request.actor, head.id)
        values |= {"composed": first_draft(request.actor, head, kept.get("reply")), "note_draft": kept.get("note")}
    return values | {"panels": panels_of(request.actor, head)}


def part_values(request: StaffRequest, head: CaseHead) -> dict[str, Any]:
    """What the head of the page and its notices need."""
    actor = request.actor
    stands = head.merged_into_id is None
    return {
        "head": head,
        "oob": False,
        "note_shown": False,
        "others": queries.others_at(actor, head.id),
        "drawn_head": drawn_head,
        "drawn_entry": drawn_entry,
        "may_answer": stands and actor.can(ANSWER, head.brand_id, head.queue_id),
        "may_assign": stands and actor.can(ASSIGN, head.brand_id, head.queue_id),
        "may_close": stands and actor.can(CLOSE, head.brand_id, head.queue_id),
        "may_merge": stands and actor.can(MERGE, head.brand_id, head.queue_id),
    }


def panels_of(actor: Actor, head: CaseHead) -> list[tuple[str, Any, str]]:
    """The right column: (id, title, address) of every panel offered to people with this one's permissions."""
    return [
        (panel.url_name.partition(":")[2], panel.title, reverse(panel.url_name, args=[head.id]))
        for panel in slots.items("case.panel")
        if panel.permission is None or actor.can(panel.permission, head.brand_id, head.queue_id)
    ]


def first_draft(actor: Actor, head: CaseHead, kept: KeptDraft | None = None) -> Composed:
    """An empty composer, addressed to who wrote last; or what the actor has not sent yet."""
    boxes = channels.mailboxes([head.brand_id])
    to = queries.recipients(head.id, frozenset(box.address.lower() for box in boxes))
    empty = Composed(
        version=head.version, to=", ".join(to.to), cc=", ".join(to.cc), can_send=any(b.active for b in boxes)
    )
    return _with_draft(actor, empty, kept) if kept else empty


def _with_draft(actor: Actor, empty: Composed, kept: KeptDraft) -> Composed:
    return replace(
        empty,
        to=kept.to or empty.to,
        cc=kept.cc,
        bcc=kept.bcc,
        subject=kept.subject,
        text=kept.text,
        uploads=[(upload_token(actor, each.file_id, each.name), each.name) for each in kept.uploads],
        draft_version=kept.version,
    )


def brought_up_to_date(request: StaffRequest, case_id: UUID) -> str:
    """The parts of a shown page that change, as out-of-band swaps; "" when the actor may no longer see the case."""
    head = queries.get_case(request.actor, case_id)
    since = request.POST.get("since") or request.GET.get("since", "")
    values = page_values(request) | part_values(request, head)
    values |= {"timeline": queries.timeline_of(head.id, since=since), "oob": True}
    return jinja().get_template("desk/parts.html").render(values)


def changed(request: StaffRequest, case_id: UUID, text: str = "", undo: str = "", body: str = "") -> HttpResponse:
    """The answer to a change: the page's parts anew, a notice, and the dialog it came from closed.

    Without htmx: the case's page. body: what replaces the form itself.
    """
    if request.headers.get("HX-Request") != "true":
        number = queries.get_case(request.actor, case_id).number
        return HttpResponseRedirect(reverse("desk:case", kwargs={"number": number}))
    response = HttpResponse(body + brought_up_to_date(request, case_id))
    if not body:
        response.headers["HX-Reswap"] = "none"
    response.headers["HX-Trigger"] = '{"dialog:close": {}}'
    return toast(response, text, undo_url=undo, seconds=10 if undo else 6) if text else response


def refused(text: str, status: int = 409) -> HttpResponse:
    """A refusal that has no form to explain itself in."""
    return toast(HttpResponse(status=status, headers={"HX-Reswap": "none"}), text, "danger")


def is_htmx(request: HttpRequest) -> bool:
    """Whether a script of the page asks."""
    return request.headers.get("HX-Request") == "true"
