"""A mail as its sender laid it out: a frame that can do nothing, and its pictures on other servers when asked for."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.clickjacking import xframe_options_exempt

from yorisoi.channels import public as channels
from yorisoi.desk import actions, queries
from yorisoi.desk.views.links import opening
from yorisoi.kernel.ui import render
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.public import StaffRequest

FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox"
PICTURES_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: https:; sandbox"


class Layout(View):
    """The frame with what stands above it, for the timeline."""

    def get(self, request: StaffRequest, message_id: UUID) -> HttpResponse:
        return _frame(request, message_id)


class Pictures(View):
    """Load the pictures on other servers, for this one view."""

    def post(self, request: StaffRequest, message_id: UUID) -> HttpResponse:
        return _frame(request, message_id, actions.allow_pictures(actor=request.actor, message_id=message_id))


class Html(View):
    """The mail's HTML in a page that can do nothing. `pictures`: a permit to load those on other servers."""

    @method_decorator(xframe_options_exempt)
    def get(self, request: StaffRequest, message_id: UUID) -> HttpResponse:
        sources = queries.sources_of(request.actor, message_id)
        wanted = queries.pictures_allowed(request.actor, message_id, request.GET.get("pictures", ""))
        found = sources.received_id
        page = channels.html(found, link=opening, remote_pictures=wanted) if found else ""
        if not page:
            raise NotFound(_("This message has no HTML."))
        policy = PICTURES_POLICY if wanted else FRAME_POLICY
        headers = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer", "Cache-Control": "private"}
        return HttpResponse(page, headers=headers)


def _frame(request: StaffRequest, message_id: UUID, permit: str = "") -> HttpResponse:
    layout = queries.layout_of(request.actor, message_id)
    return render(request, "desk/layout.html", {"layout": layout, "message_id": message_id, "permit": permit})
