"""What to mind with a customer, and what they agreed to."""

from uuid import UUID

from django.http import HttpResponse
from django.views import View

from yorisoi.customers.actions.consents import give_consent, withdraw_consent
from yorisoi.customers.actions.needs import note_need, remove_need
from yorisoi.customers.forms import ConsentForm, NeedForm, WithdrawalForm
from yorisoi.customers.views.boxes import added, part
from yorisoi.workspace.public import StaffRequest


class Needs(View):
    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return part(request, "customers/needs.html", customer_id, NeedForm())

    def post(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return added(request, "customers/needs.html", customer_id, NeedForm, note_need)


class OneNeed(View):
    def delete(self, request: StaffRequest, customer_id: UUID, kind: str) -> HttpResponse:
        remove_need(actor=request.actor, customer_id=customer_id, kind=kind)
        return part(request, "customers/needs.html", customer_id)


class Consents(View):
    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return part(request, "customers/consents.html", customer_id, ConsentForm())

    def post(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return added(request, "customers/consents.html", customer_id, ConsentForm, give_consent)


class Withdrawal(View):
    """A customer takes an agreement back."""

    def post(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        return added(request, "customers/consents.html", customer_id, WithdrawalForm, withdraw_consent)
