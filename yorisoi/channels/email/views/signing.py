"""/settings/mailboxes/…/signing-key/ and …/signature/: DKIM."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.workspace.public import StaffRequest

from .. import actions
from ..account import NotSetUp
from ..diagnosis import in_words


class SigningKey(View):
    """The key: made, made anew, forgotten."""

    def post(self, request: StaffRequest, mailbox_id: UUID) -> HttpResponse:
        try:
            actions.make_signing_key(actor=request.actor, mailbox_id=mailbox_id)
        except NotSetUp as error:
            messages.error(request, in_words(error, "smtp"))
        else:
            messages.success(request, _("A key was made. Publish its record in DNS, then begin to sign."))
        return HttpResponseRedirect(_page(mailbox_id))

    def delete(self, request: StaffRequest, mailbox_id: UUID) -> HttpResponse:
        actions.drop_signing_key(actor=request.actor, mailbox_id=mailbox_id)
        messages.success(request, _("The key was removed. Its record may be taken out of DNS after some days."))
        return HttpResponse(status=204, headers={"HX-Redirect": _page(mailbox_id)})


class Signature(View):
    """Whether what leaves is signed."""

    def post(self, request: StaffRequest, mailbox_id: UUID) -> HttpResponse:
        actions.sign_with_key(actor=request.actor, mailbox_id=mailbox_id, on=True)
        messages.success(request, _("What leaves is signed from now on."))
        return HttpResponseRedirect(_page(mailbox_id))

    def delete(self, request: StaffRequest, mailbox_id: UUID) -> HttpResponse:
        actions.sign_with_key(actor=request.actor, mailbox_id=mailbox_id, on=False)
        messages.success(request, _("What leaves is signed no more."))
        return HttpResponse(status=204, headers={"HX-Redirect": _page(mailbox_id)})


def _page(mailbox_id: UUID) -> str:
    return reverse("channels:mailbox", kwargs={"mailbox_id": mailbox_id})
