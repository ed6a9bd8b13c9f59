"""/customers/accounts/: households, companies, schools in their trees, and who belongs to them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View

from yorisoi.customers.actions.accounts import add_member, change_account, create_account
from yorisoi.customers.forms import AccountForm, MemberForm, NewAccountForm
from yorisoi.customers.permissions import EDIT, READ
from yorisoi.customers.queries.account_trees import AccountPage, account_page, accounts, get_account
from yorisoi.customers.queries.finding import find_customers
from yorisoi.customers.views.parts import INVALID, PanelPlace, brand_choices, brands_by_id, uuid_of
from yorisoi.kernel import slots
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.public import StaffRequest


class Accounts(View):
    """The tops of the trees, or what a name finds."""

    def get(self, request: StaffRequest) -> HttpResponse:
        text = request.GET.get("q", "").strip()
        rows, after = accounts(request.actor, text, after=uuid_of(request.GET.get("after")))
        query = urlencode({"q": text, "after": str(after)})
        following = f"{reverse('customers:accounts')}?{query}" if after else ""
        values = {"rows": rows, "text": text, "next_page": following, "brands": _brands(request)}
        return render(request, "customers/accounts.html", values, block="results")

    def post(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(EDIT)
        form, made = NewAccountForm(brand_choices(request.actor, EDIT), request.POST), []
        if form.perform(lambda **values: made.append(create_account(actor=request.actor, **values))):
            messages.success(request, _("The account was added."))
            return _to(made[0])
        return render(request, "customers/account_edit.html", {"form": form, "account": None}, status=INVALID)


class NewAccount(View):
    """`?under=` names the account it is to stand under."""

    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(EDIT)
        under = uuid_of(request.GET.get("under"))
        parent = get_account(request.actor, under, EDIT) if under else None
        initial = {"parent": parent.name, "brand_id": parent.brand_id, "kind": parent.kind} if parent else {}
        form = NewAccountForm(brand_choices(request.actor, EDIT), initial=initial)
        return render(request, "customers/account_edit.html", {"form": form, "account": None})


class OneAccount(View):
    def get(self, request: StaffRequest, account_id: UUID) -> HttpResponse:
        return _page(request, account_id)

    def post(self, request: StaffRequest, account_id: UUID) -> HttpResponse:
        account = get_account(request.actor, account_id, EDIT)
        form = AccountForm.of(account, request.POST)
        if form.perform(change_account, actor=request.actor, account_id=account_id):
            messages.success(request, _("Saved."))
            return _to(account_id)
        return render(request, "customers/account_edit.html", {"form": form, "account": account}, status=INVALID)


class EditAccount(View):
    def get(self, request: StaffRequest, account_id: UUID) -> HttpResponse:
        account = get_account(request.actor, account_id, EDIT)
        return render(request, "customers/account_edit.html", {"form": AccountForm.of(account), "account": account})


class Members(View):
    """Look for a person to put into the account, and put them in."""

    def get(self, request: StaffRequest, account_id: UUID) -> HttpResponse:
        account = get_account(request.actor, account_id, EDIT)
        text = request.GET.get("q", "").strip()
        rows = find_customers(request.actor, text, brand_id=account.brand_id) if text else []
        values = {"account": account, "rows": rows, "text": text, "form": MemberForm()}
        return render(request, "customers/account_members.html", values, block="choice")

    def post(self, request: StaffRequest, account_id: UUID) -> HttpResponse:
        account, form = get_account(request.actor, account_id, EDIT), MemberForm(request.POST)
        if form.perform(add_member, actor=request.actor, account_id=account_id):
            messages.success(request, _("Added to the account."))
            return _to(account_id)
        values = {"account": account, "rows": [], "text": "", "form": form}
        return render(request, "customers/account_members.html", values, block="choice", status=INVALID)


def _page(request: StaffRequest, account_id: UUID) -> HttpResponse:
    account = account_page(request.actor, account_id)
    panels = [
        PanelPlace(str(panel.title), reverse(panel.url_name, args=[account_id]))
        for panel in slots.items("account.panel")
        if panel.permission is None or request.actor.can(panel.permission, account.brand_id)
    ]
    may = request.actor.can(EDIT, account.brand_id)
    values: dict[str, Any] = {"account": account, "panels": panels, "may_edit": may, "trail": _trail(account)}
    brand = brands_by_id([account.brand_id])[account.brand_id]
    return render(request, "customers/account.html", values | {"brand": brand})


def _trail(account: AccountPage) -> list[tuple[str, str]]:
    """(words, address) from the list down to this account."""
    top = [
        (_("Customers"), reverse("customers:customers")),
        (pgettext("customers", "Accounts"), reverse("customers:accounts")),
    ]
    above = [(name, reverse("customers:account", args=[pk])) for pk, name in account.above]
    return [*top, *above, (account.name, "")]


def _to(account_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("customers:account", kwargs={"account_id": account_id}))


def _brands(request: StaffRequest) -> dict[UUID, Any]:
    return dict(brands_by_id(request.actor.brand_ids(READ)))
