"""/customers/ and one customer."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.customers.actions.customers import change_customer, create_customer
from yorisoi.customers.ages import age_band, band_words
from yorisoi.customers.forms import CustomerForm, NewCustomerForm
from yorisoi.customers.models import Customer
from yorisoi.customers.permissions import EDIT, READ
from yorisoi.customers.queries.customers import consents_of, customer_card, get_customer, merges_of, newest
from yorisoi.customers.queries.finding import find_customers
from yorisoi.customers.views.parts import INVALID, brand_choices, brands_by_id, panels_of, uuid_of
from yorisoi.kernel.text import WarekiError, wareki
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.public import StaffRequest

MOST_FOUND = 50


class Customers(View):
    """The list: the newest, or what a search finds."""

    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        return render(request, "customers/list.html", _list(request), block="results")

    def post(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(EDIT)
        form, made = NewCustomerForm(brand_choices(request.actor, EDIT), request.POST), []
        if form.perform(lambda **values: made.append(create_customer(actor=request.actor, **values))):
            messages.success(request, _("The customer was added."))
            return HttpResponseRedirect(reverse("customers:customer", kwargs={"customer_id": made[0]}))
        return render(request, "customers/edit.html", {"form": form, "customer": None}, status=INVALID)


class NewCustomer(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(EDIT)
        form = NewCustomerForm(brand_choices(request.actor, EDIT))
        return render(request, "customers/edit.html", {"form": form, "customer": None})


class OneCustomer(View):
    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        customer = get_customer(request.actor, customer_id)
        if customer.id != customer_id:
            return HttpResponseRedirect(reverse("customers:customer", kwargs={"customer_id": customer.id}))
        return render(request, "customers/customer.html", _page(request, customer))

    def post(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        customer = get_customer(request.actor, customer_id, EDIT)
        form = CustomerForm.of(customer, request.POST)
        if form.perform(change_customer, actor=request.actor, customer_id=customer_id):
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("customers:customer", kwargs={"customer_id": customer_id}))
        return render(request, "customers/edit.html", {"form": form, "customer": customer}, status=INVALID)


class EditCustomer(View):
    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        customer = get_customer(request.actor, customer_id, EDIT)
        return render(request, "customers/edit.html", {"form": CustomerForm.of(customer), "customer": customer})


class Card(View):
    """The small card that stands beside a case; `?case=` is handed on to the panels it loads."""

    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        card = customer_card(request.actor, customer_id)
        context = {"card": card, "panels": panels_of(request, card)}
        return render(request, "customers/card.html", context)


def _page(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    card = customer_card(request.actor, customer.id)
    return {
        "card": card,
        "band": band_words(age_band(card.age)) if card.age is not None else "",
        "wareki": _wareki(card.birth_date),
        "brand": brands_by_id([card.brand_id])[card.brand_id],
        "consents": consents_of(customer),
        "merges": merges_of(customer),
        "panels": panels_of(request, card),
        "may_edit": request.actor.can(EDIT, card.brand_id),
    }


def _wareki(day: date | None) -> str:
    """The day by the Japanese calendar, "" where that had another calendar."""
    try:
        return wareki(day) if day else ""
    except WarekiError:
        return ""


def _list(request: StaffRequest) -> dict[str, Any]:
    text, brand_id = request.GET.get("q", "").strip(), uuid_of(request.GET.get("brand"))
    if brand_id:
        request.actor.needs(READ, brand_id)
    brands = brands_by_id(request.actor.brand_ids(READ))
    context: dict[str, Any] = {"text": text, "brands": brands, "brand_id": brand_id, "most": MOST_FOUND}
    context["brand_options"] = [(str(brand.id), brand.name) for brand in brands.values()]
    if text:
        rows = find_customers(request.actor, text, brand_id=brand_id, limit=MOST_FOUND)
        return context | {"rows": rows, "next_page": ""}
    page = newest(request.actor, brand_id=brand_id, after=uuid_of(request.GET.get("after")))
    query = urlencode({"after": str(page.after)} | ({"brand": str(brand_id)} if brand_id else {}))
    return context | {"rows": page.rows, "next_page": f"{reverse('customers:customers')}?{query}" if page.after else ""}
