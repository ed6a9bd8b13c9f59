"""/settings/mailboxes/"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.channels import actions, queries
from yorisoi.channels.models import Mailbox
from yorisoi.channels.permissions import MAILBOX_MANAGE, managed_brands
from yorisoi.kernel.ui import render, toast
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import BrandInfo
from yorisoi.workspace.public import StaffRequest

from .. import consent, oauth_presets, signing_key
from ..account import new_hook_secret, sealed, secrets_of
from ..forms import MailboxForm
from ..hook_addresses import hook_addresses
from ..imap_memory import stepped_over
from ..trial import try_mailbox


class Mailboxes(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        return render(request, "channels/mailboxes.html", {"mailboxes": queries.managed_mailboxes(request.actor)})

    def post(self, request: StaffRequest) -> HttpResponse:
        form = MailboxForm(_brands(request), data=request.POST)
        if form.perform(actions.create_mailbox, actor=request.actor):
            return _back(request, _("The mailbox was added. Try its connections now."))
        return _page(request, form, None, 422)


class NewMailbox(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        return _page(request, MailboxForm(_brands(request), service=request.GET.get("service", "")), None)


class OneMailbox(View):
    def get(self, request: StaffRequest, mailbox_id: UUID) -> HttpResponse:
        mailbox = queries.get_mailbox(request.actor, mailbox_id)
        return _page(request, MailboxForm([], mailbox, service=request.GET.get("service", "")), mailbox)

    def post(self, request: StaffRequest, mailbox_id: UUID) -> HttpResponse:
        mailbox = queries.get_mailbox(request.actor, mailbox_id)
        form = MailboxForm([], mailbox, request.POST)
        if form.perform(actions.change_mailbox, actor=request.actor, mailbox_id=mailbox_id):
            return _back(request, _("Saved."))
        return _page(request, form, mailbox, 422)

    def delete(self, request: StaffRequest, mailbox_id: UUID) -> HttpResponse:
        try:
            actions.remove_mailbox(actor=request.actor, mailbox_id=mailbox_id)
        except ValidationError as error:
            return toast(HttpResponse(status=204), " ".join(error.messages), "danger")
        messages.success(request, _("The mailbox was removed."))
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("channels:mailboxes")})


class Trials(View):
    def post(self, request: StaffRequest, mailbox_id: UUID) -> HttpResponse:
        mailbox = queries.get_mailbox(request.actor, mailbox_id)
        context = {"findings": try_mailbox(mailbox), "mailbox": mailbox}
        return render(request, "channels/trial.html", context, block="main")


class HookSecret(View):
    def post(self, request: StaffRequest, mailbox_id: UUID) -> HttpResponse:
        mailbox = queries.get_mailbox(request.actor, mailbox_id)
        secrets = {**secrets_of(mailbox), "hook_secret": new_hook_secret()}
        actions.change_secret(actor=request.actor, mailbox_id=mailbox_id, secret=sealed(secrets))
        messages.success(request, _("The address has a new password. Change it at the service, too."))
        return HttpResponseRedirect(reverse("channels:mailbox", kwargs={"mailbox_id": mailbox_id}))


def _brands(request: StaffRequest) -> list[BrandInfo]:
    return workspace.brands(managed_brands(request.actor, MAILBOX_MANAGE))


def _page(request: StaffRequest, form: MailboxForm, mailbox: Mailbox | None, status: int = 200) -> HttpResponse:
    over = stepped_over(mailbox.state) if mailbox else []
    hook = hook_addresses(mailbox) if mailbox else None
    asked = consent.state_of(mailbox) if mailbox else None
    context: dict[str, Any] = {"form": form, "mailbox": mailbox, "stepped_over": over, "hook": hook, "consent": asked}
    context |= {"services": oauth_presets.TITLES, "key": signing_key.state_of(mailbox) if mailbox else None}
    return render(request, "channels/mailbox.html", context, status=status)


def _back(request: StaffRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("channels:mailboxes"))
