"""A customer's addresses and accounts: added and taken away on the customer's page; addresses confirmed."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.views import View

from yorisoi.customers.actions.accounts import join_account, leave_account
from yorisoi.customers.actions.customers import add_identity, remove_identity
from yorisoi.customers.actions.verification import doubt_identity, verify_identity
from yorisoi.customers.forms import IdentityForm, MembershipForm, VerificationForm
from yorisoi.customers.views.boxes import added, part
from yorisoi.workspace.public import StaffRequest


class Identities(View):
    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return part(request, "customers/identities.html", customer_id, IdentityForm())

    def post(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return added(request, "customers/identities.html", customer_id, IdentityForm, add_identity)


class OneIdentity(View):
    def delete(self, request: StaffRequest, customer_id: UUID, identity_id: UUID) -> HttpResponse:
        remove_identity(actor=request.actor, customer_id=customer_id, identity_id=identity_id)
        return part(request, "customers/identities.html", customer_id)


class Verification(View):
    """Was this address confirmed to be the customer's own?"""

    def get(self, request: StaffRequest, customer_id: UUID, identity_id: UUID) -> HttpResponse:
        return part(request, "customers/identities.html", customer_id, VerificationForm(), verifying=identity_id)

    def post(self, request: StaffRequest, customer_id: UUID, identity_id: UUID) -> HttpResponse:
        verify = partial(verify_identity, identity_id=identity_id)
        template = "customers/identities.html"
        return added(request, template, customer_id, VerificationForm, verify, verifying=identity_id)

    def delete(self, request: StaffRequest, customer_id: UUID, identity_id: UUID) -> HttpResponse:
        doubt_identity(actor=request.actor, customer_id=customer_id, identity_id=identity_id)
        return part(request, "customers/identities.html", customer_id)


class Memberships(View):
    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return part(request, "customers/memberships.html", customer_id, MembershipForm())

    def post(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return added(request, "customers/memberships.html", customer_id, MembershipForm, join_account)


class OneMembership(View):
    def delete(self, request: StaffRequest, customer_id: UUID, account_id: UUID) -> HttpResponse:
        leave_account(actor=request.actor, customer_id=customer_id, account_id=account_id)
        return part(request, "customers/memberships.html", customer_id)
