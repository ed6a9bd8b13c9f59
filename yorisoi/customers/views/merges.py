"""Two customers made one, and taken apart again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.customers.actions.merge import merge_customers, undo_merge
from yorisoi.customers.forms import MergeForm
from yorisoi.customers.permissions import EDIT
from yorisoi.customers.queries.customers import customer_card, get_customer
from yorisoi.customers.queries.duplicates import likely_same
from yorisoi.customers.queries.finding import find_customers
from yorisoi.customers.views.parts import INVALID, uuid_of
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.public import StaffRequest


class Merge(View):
    """Choose who is the same person: likely ones, or found by name; then both side by side."""

    def get(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        customer = get_customer(request.actor, customer_id, EDIT)
        text, other = request.GET.get("q", "").strip(), uuid_of(request.GET.get("other"))
        rows = find_customers(request.actor, text, brand_id=customer.brand_id) if text else likely_same(customer)
        context = {
            "card": customer_card(request.actor, customer_id),
            "rows": [row for row in rows if row.id != customer.id],
            "text": text,
            "other": customer_card(request.actor, other) if other else None,
            "form": None,
        }
        return render(request, "customers/merge.html", context, block="choice")


class Merges(View):
    def post(self, request: StaffRequest, customer_id: UUID) -> HttpResponse:
        form = MergeForm(request.POST)
        if form.perform(merge_customers, actor=request.actor, kept_id=customer_id):
            messages.success(request, _("The two customers are one now. You can take this back on this page."))
            return HttpResponseRedirect(reverse("customers:customer", kwargs={"customer_id": customer_id}))
        card = customer_card(request.actor, customer_id)
        context = {"card": card, "rows": [], "text": "", "other": None, "form": form}
        return render(request, "customers/merge.html", context, block="choice", status=INVALID)


class OneMerge(View):
    def delete(self, request: StaffRequest, customer_id: UUID, merge_id: UUID) -> HttpResponse:
        gone = undo_merge(actor=request.actor, customer_id=customer_id, merge_id=merge_id)
        messages.success(request, _("They are two customers again; this is the one who was taken out."))
        address = reverse("customers:customer", kwargs={"customer_id": gone})
        return HttpResponse(headers={"HX-Redirect": address})
