"""A customer's addresses and accounts: added and taken away on the customer's page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views import View

from yorisoi.customers.actions.accounts import join_account, leave_account
from yorisoi.customers.actions.customers import add_identity, remove_identity
from yorisoi.customers.forms import IdentityForm, MembershipForm
from yorisoi.customers.permissions import EDIT
from yorisoi.customers.queries.customers import customer_card, get_customer
from yorisoi.customers.views.parts import INVALID
from yorisoi.kernel.ui.forms import ActionForm
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.public import StaffRequest


class Identities(View):
    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return _part(request, "customers/identities.html", customer_id, IdentityForm())

    def post(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return _added(request, "customers/identities.html", customer_id, IdentityForm, add_identity)


class OneIdentity(View):
    def delete(self, request: StaffRequest, customer_id: UUID, identity_id: UUID) -> HttpResponse:
        remove_identity(actor=request.actor, customer_id=customer_id, identity_id=identity_id)
        return _part(request, "customers/identities.html", customer_id, IdentityForm())


class Memberships(View):
    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return _part(request, "customers/memberships.html", customer_id, MembershipForm())

    def post(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return _added(request, "customers/memberships.html", customer_id, MembershipForm, join_account)


class OneMembership(View):
    def delete(self, request: StaffRequest, customer_id: UUID, account_id: UUID) -> HttpResponse:
        leave_account(actor=request.actor, customer_id=customer_id, account_id=account_id)
        return _part(request, "customers/memberships.html", customer_id, MembershipForm())


def _added(
    request: StaffRequest, template: str, customer_id: UUID, form_class: type[ActionForm], act: Callable[..., Any]
) -> HttpResponse:
    get_customer(request.actor, customer_id, EDIT)
    form = form_class(request.POST)
    if form.perform(act, actor=request.actor, customer_id=customer_id):
        return _part(request, template, customer_id, form_class())
    return _part(request, template, customer_id, form, INVALID)


def _part(request: StaffRequest, template: str, customer_id: UUID, form: ActionForm, status: int = 200) -> HttpResponse:
    card = customer_card(request.actor, customer_id)
    context = {"card": card, "form": form, "may_edit": request.actor.can(EDIT, card.brand_id)}
    return render(request, template, context, status=status)
