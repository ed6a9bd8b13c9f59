"""The desk's own panels beside a case, and its panel on a customer's page."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views import View

from yorisoi.customers import public as customers
from yorisoi.desk import queries
from yorisoi.desk.permissions import READ
from yorisoi.desk.queries import customer_history
from yorisoi.desk.views import signs
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class Customer(View):
    """The case's customer at a glance."""

    def get(self, request: StaffRequest, case_id: UUID) -> HttpResponse:
        head = queries.get_case(request.actor, case_id)
        may = request.actor.can("customers.customer.read", head.brand_id)
        card = customers.customer_card(request.actor, head.customer_id) if head.customer_id and may else None
        return render(request, "desk/panel_customer.html", {"head": head, "card": card, "may": may})


class EarlierCases(View):
    """Other cases of the customer, and after which contact this one came again."""

    def get(self, request: StaffRequest, case_id: UUID) -> HttpResponse:
        values = {"earlier": queries.earlier_cases(request.actor, case_id), "statuses": signs.statuses()}
        values["recontacts"] = queries.recontacts_of(request.actor, case_id)
        return render(request, "desk/panel_earlier.html", values)


class HistoryOfCustomer(View):
    """On a customer's page: what was written on every channel, newest first; `?before=` for what is older."""

    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        request.actor.needs(READ)
        letters, older = customer_history.history_of(request.actor, customer_id, _uuid(request.GET.get("before")))
        values: dict[str, Any] = {"letters": letters, "older": older, "customer_id": customer_id}
        values["channels"] = signs.channels()
        values["first"] = "before" not in request.GET
        return render(request, "desk/customer_history.html", values)


class CasesOfAccount(View):
    """On an account's page: the cases of all who belong to it or to what stands below it."""

    def get(self, request: StaffRequest, account_id: UUID) -> HttpResponse:
        request.actor.needs(READ)
        cases = customer_history.cases_of_account(request.actor, account_id)
        return render(request, "desk/account_cases.html", {"cases": cases, "statuses": signs.statuses()})


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None


class CasesOfCustomer(View):
    """On a customer's page: their cases."""

    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        request.actor.needs(READ)
        cases = queries.cases_of_customer(request.actor, customer_id)
        return render(request, "desk/customer_cases.html", {"cases": cases, "statuses": signs.statuses()})
