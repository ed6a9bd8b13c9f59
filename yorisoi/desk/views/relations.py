"""Cases that belong together: merging and parting, splitting, linking, and the panel that shows them."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError, Link, NotPossible
from yorisoi.desk.permissions import MERGE
from yorisoi.desk.queries import CaseHead
from yorisoi.desk.views import signs
from yorisoi.desk.views.case_page import case_values, changed, is_htmx, refused
from yorisoi.desk.views.inbox import ids_in
from yorisoi.kernel.ui import render, toast
from yorisoi.workspace.contracts import Actor, NotFound
from yorisoi.workspace.public import StaffRequest


class Merger(View):
    """POST makes this case and another one: `keep` says which number goes on (this, other; else the older one)."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        return _merger(request, queries.numbered(request.actor, number, MERGE))

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, MERGE)
        try:
            gone, kept = _which(request.actor, head, request.POST)
            actions.merge(actor=request.actor, case_id=gone.id, into_id=kept.id)
        except DeskError as error:
            return _merger(request, head, str(error))
        undo = reverse("desk:parting", kwargs={"number": gone.number})
        text = _("#%(gone)s was merged into #%(kept)s.") % {"gone": gone.number, "kept": kept.number}
        return shown(request, kept.number, text, undo)


class Parting(View):
    """The merge of this case is undone."""

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        case_id = queries.case_id(request.actor, number)
        try:
            actions.part(actor=request.actor, case_id=case_id)
        except DeskError as error:
            return refused(str(error))
        return shown(request, number, _("The merge was undone: #%(number)s stands alone again.") % {"number": number})


class Splits(View):
    """POST makes the chosen messages a case of their own."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        return _splits(request, queries.numbered(request.actor, number, MERGE))

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, MERGE)
        wanted = actions.Split(ids_in(",".join(request.POST.getlist("message")), 200), request.POST.get("subject", ""))
        try:
            case_id = actions.split(actor=request.actor, case_id=head.id, wanted=wanted)
        except DeskError as error:
            return _splits(request, head, str(error))
        new = queries.get_case(request.actor, case_id)
        return shown(request, new.number, _("A case of their own: #%(number)s") % {"number": new.number})


class Links(View):
    """POST links to another case; `kind` part_of makes this one a part of it."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        return _links(request, queries.numbered(request.actor, number, MERGE))

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, MERGE)
        try:
            other, kind = _other(request.actor, request.POST), request.POST.get("kind", "")
            pair = {"case_id": other.id, "other_id": head.id} if kind == "whole" else {}
            pair = pair or {"case_id": head.id, "other_id": other.id}
            chosen = Link.RELATED if kind == "related" else Link.PART_OF
            actions.link(actor=request.actor, kind=chosen, **pair)
        except DeskError as error:
            return _links(request, head, str(error))
        return _related_changed(changed(request, head.id, _("The cases are linked.")))


class OneLink(View):
    """DELETE takes the link to another case back."""

    def delete(self, request: StaffRequest, number: int, other: int) -> HttpResponse:
        case_id, other_id = queries.case_id(request.actor, number), queries.case_id(request.actor, other)
        actions.unlink(actor=request.actor, case_id=case_id, other_id=other_id)
        return _related_changed(changed(request, case_id, _("The link was removed.")))


class Related(View):
    """The panel."""

    def get(self, request: StaffRequest, case_id: UUID) -> HttpResponse:
        head = queries.get_case(request.actor, case_id)
        values = {"head": head, "found": queries.relations(request.actor, case_id), "statuses": signs.statuses()}
        values["may"] = request.actor.can(MERGE, head.brand_id, head.queue_id)
        return render(request, "desk/panel_related.html", values)


def shown(request: StaffRequest, number: int, text: str, undo: str = "") -> HttpResponse:
    """The answer that shows a case in place of the one on the screen."""
    if not is_htmx(request):
        return HttpResponseRedirect(reverse("desk:case", kwargs={"number": number}))
    response = render(request, "desk/case.html", case_values(request, number))
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#case", "outerHTML"
    response.headers["HX-Trigger"] = '{"dialog:close": {}}'
    return toast(response, text, undo_url=undo, seconds=20 if undo else 6)


def _other(actor: Actor, data: QueryDict) -> CaseHead:
    """The case whose number was given, in any writing of it."""
    given = "".join(sign for sign in data.get("other", "") if sign.isdecimal())
    try:
        return queries.numbered(actor, int(given or 0))
    except NotFound:
        raise NotPossible(_("There is no case with this number.")) from None


def _which(actor: Actor, head: CaseHead, data: QueryDict) -> tuple[CaseHead, CaseHead]:
    """Which case goes and which is kept. Raises NotPossible for another customer's, until that was confirmed."""
    other = _other(actor, data)
    if head.customer_id != other.customer_id and data.get("confirmed") != "yes":
        name = other.customer_name or _("Unknown sender")
        raise NotPossible(
            _("#%(number)s is of another customer: %(name)s. Tick the box if it is the same matter all the same.")
            % {"number": other.number, "name": name}
        )
    keep = data.get("keep", "")
    this_stays = keep == "this" or (keep != "other" and head.number < other.number)
    return (other, head) if this_stays else (head, other)


def _merger(request: StaffRequest, head: CaseHead, error: str = "") -> HttpResponse:
    values: dict[str, Any] = {"head": head, "alike": queries.alike(request.actor, head, 8), "error": error}
    return _dialog(request, "merger", values | {"given": request.POST or request.GET}, error)


def _splits(request: StaffRequest, head: CaseHead, error: str = "") -> HttpResponse:
    chosen = set(request.POST.getlist("message") or request.GET.getlist("message"))
    lines = queries.message_lines(request.actor, head.id)
    values = {"head": head, "lines": lines, "chosen": chosen, "given": request.POST, "error": error}
    return _dialog(request, "split", values, error)


def _links(request: StaffRequest, head: CaseHead, error: str = "") -> HttpResponse:
    return _dialog(request, "links", {"head": head, "given": request.POST, "error": error}, error)


def _dialog(request: StaffRequest, name: str, values: dict[str, Any], error: str) -> HttpResponse:
    """A dialog, or its form with what was wrong."""
    if not error:
        return render(request, f"desk/{name}.html", values)
    if request.POST.get("from") == "panel":
        return refused(error, status=422)
    return render(request, f"desk/{name}_form.html", values, status=422)


def _related_changed(response: HttpResponse) -> HttpResponse:
    """The panel loads itself anew."""
    told = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps(told | {"case:related": {}})
    return response
