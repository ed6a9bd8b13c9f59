"""/settings/mailboxes/…/consent/: the mailbox's owner signs in at the mail service and comes back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.channels import queries
from yorisoi.workspace.public import StaffRequest

from .. import actions, consent
from ..account import NotSetUp
from ..diagnosis import in_words
from ..oauth import NoToken

_REMEMBERED = "channels.consent"


class Question(View):
    """A link, not a form: the policy lets no form lead to another site."""

    def get(self, request: StaffRequest, mailbox_id: UUID) -> HttpResponse:
        mailbox = queries.get_mailbox(request.actor, mailbox_id)
        try:
            asked, url = consent.question(mailbox)
        except NotSetUp as error:
            return _back(request, mailbox_id, in_words(error, "imap"))
        request.session[_REMEMBERED] = asked.as_dict()
        return HttpResponseRedirect(url)


class Return(View):
    """Where the service sends the browser back, with a code or with why not."""

    def get(self, request: StaffRequest) -> HttpResponse:
        found = request.session.pop(_REMEMBERED, None)
        mailbox_id = consent.remembered(found, request.GET.get("state", ""))
        if mailbox_id is None:
            messages.error(request, _("This answer belongs to no sign-in that was begun here. Please begin anew."))
            return HttpResponseRedirect(reverse("channels:mailboxes"))
        mailbox = queries.get_mailbox(request.actor, mailbox_id)
        try:
            token = consent.answered(mailbox, found["verifier"], request.GET.dict())
            actions.keep_consent(actor=request.actor, mailbox_id=mailbox_id, refresh_token=token)
        except (NoToken, NotSetUp) as error:
            return _back(request, mailbox_id, in_words(error, "imap"))
        return _back(request, mailbox_id)


def _back(request: StaffRequest, mailbox_id: UUID, trouble: str = "") -> HttpResponse:
    if trouble:
        messages.error(request, trouble)
    else:
        messages.success(request, _("Consent was given. Try the connections now."))
    return HttpResponseRedirect(reverse("channels:mailbox", kwargs={"mailbox_id": mailbox_id}))
