"""The boxes of a customer's page that are changed in place: shown, shown with a form, and drawn anew after a change."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from yorisoi.customers.permissions import EDIT
from yorisoi.customers.queries.customers import consents_of, customer_card, get_customer
from yorisoi.customers.views.parts import INVALID
from yorisoi.kernel.ui.forms import ActionForm
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.public import StaffRequest


def added(
    request: StaffRequest,
    template: str,
    customer_id: UUID,
    form_class: Callable[[Any], ActionForm],
    act: Callable[..., Any],
    **more: Any,
) -> HttpResponse:
    """Do what was entered and draw the box; with the form and its errors where it was not right."""
    get_customer(request.actor, customer_id, EDIT)
    form = form_class(request.POST)
    if form.perform(act, actor=request.actor, customer_id=customer_id):
        return part(request, template, customer_id)
    return part(request, template, customer_id, form, INVALID, **more)


def part(
    request: StaffRequest,
    template: str,
    customer_id: UUID,
    form: ActionForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """One box, with `form` open in it if there is one."""
    card = customer_card(request.actor, customer_id)
    closed = {"verifying": None, "ending": None}
    context = {"card": card, "form": form, "may_edit": request.actor.can(EDIT, card.brand_id), **closed, **more}
    if template == "customers/consents.html":
        context["consents"] = consents_of(get_customer(request.actor, customer_id))
    return render(request, template, context, status=status)
