"""/settings/sending/: words that answers should not hold, and when recipients are confirmed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import Confirming, DeskError
from yorisoi.desk.labels import CONFIRMING
from yorisoi.desk.permissions import MANAGE_SENDING
from yorisoi.desk.queries import one_id
from yorisoi.kernel.ui import render
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.public import StaffRequest


class Sending(View):
    """The rules of one brand; ?brand= says which. POST adds a word."""

    def get(self, request: StaffRequest) -> HttpResponse:
        return _page(request, _brand(request))

    def post(self, request: StaffRequest) -> HttpResponse:
        brand_id, given = _brand(request), request.POST
        try:
            actions.ban_word(
                actor=request.actor,
                brand_id=brand_id,
                word=given.get("word", ""),
                reason=given.get("reason", ""),
                forbids=given.get("forbids") == "1",
            )
        except DeskError as error:
            return _page(request, brand_id, str(error))
        return _back(request, brand_id, _("The word was added."))


class Word(View):
    """POST takes a word off the list."""

    def post(self, request: StaffRequest, word_id: UUID) -> HttpResponse:
        actions.allow_word(actor=request.actor, word_id=word_id)
        return _back(request, one_id(request.POST.get("brand", "")), _("The word was removed."))


class QueueRule(View):
    """POST says when recipients of a queue's answers are confirmed."""

    def post(self, request: StaffRequest, queue_id: UUID) -> HttpResponse:
        given = request.POST.get("confirming", "")
        chosen = Confirming(given) if given in set(Confirming) else Confirming.UNUSUAL
        actions.set_confirming(actor=request.actor, queue_id=queue_id, confirming=chosen)
        return _back(request, one_id(request.POST.get("brand", "")), _("The setting was saved."))


def _brand(request: StaffRequest) -> UUID:
    request.actor.needs(MANAGE_SENDING)
    known = [brand.id for brand in queries.sending_brands(request.actor)]
    given = request.POST.get("brand") or request.GET.get("brand", "")
    chosen = one_id(given) if given else known[0]
    if chosen is None or chosen not in known:
        raise NotFound(_("There is no such brand."))
    return chosen


def _page(request: StaffRequest, brand_id: UUID, error: str = "") -> HttpResponse:
    values = {"rules": queries.sending_settings(request.actor, brand_id), "brand_id": brand_id, "error": error}
    values |= {"brands": queries.sending_brands(request.actor), "confirming": list(CONFIRMING.items())}
    return render(request, "desk/sending.html", values | {"given": request.POST}, status=422 if error else 200)


def _back(request: StaffRequest, brand_id: UUID | None, text: str) -> HttpResponse:
    messages.success(request, text)
    return HttpResponseRedirect(f"{reverse('desk:sending')}?brand={brand_id or ''}")
