"""A customer's contracts: added, and ended with a reason."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.views import View

from yorisoi.customers.actions.contracts import add_contract, end_contract
from yorisoi.customers.forms import ContractForm, EndingForm
from yorisoi.customers.queries.customers import customer_card
from yorisoi.customers.views.boxes import added, part
from yorisoi.workspace.public import StaffRequest

BOX = "customers/contracts.html"


class Contracts(View):
    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        card = customer_card(request.actor, customer_id)
        return part(request, BOX, customer_id, ContractForm(card.accounts))

    def post(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        card = customer_card(request.actor, customer_id)
        return added(request, BOX, customer_id, partial(ContractForm, card.accounts), add_contract)


class Ending(View):
    """When and why a contract ends."""

    def get(self, request: StaffRequest, customer_id: UUID, contract_id: UUID) -> HttpResponse:
        return part(request, BOX, customer_id, EndingForm(), ending=contract_id)

    def post(self, request: StaffRequest, customer_id: UUID, contract_id: UUID) -> HttpResponse:
        act = partial(end_contract, contract_id=contract_id)
        return added(request, BOX, customer_id, EndingForm, act, ending=contract_id)
