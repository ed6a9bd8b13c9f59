"""/api/v1/customers/ and /api/v1/accounts/"""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Query, Router, Status

from yorisoi.customers import public as customers
from yorisoi.customers.contracts import CustomerCard, CustomerRow
from yorisoi.integrations.api import shapes
from yorisoi.integrations.api.calling import brand_in, caller_in
from yorisoi.integrations.api.paging import Paging, id_after, page
from yorisoi.integrations.api.problems import wrong

router = Router(tags=["customers"])
_TEXT = r"^[^\x00]*$"


class CustomerFilter(Paging):
    """What narrows the list."""

    brand_id: UUID | None = None
    q: Annotated[str, Field(max_length=200, pattern=_TEXT)] = Field(
        "", description=gettext_noop("The beginning of a name, reading or address; the best come first, on one page.")
    )


class AccountFilter(Paging):
    """What narrows the list."""

    brand_id: UUID | None = None
    name: Annotated[str, Field(max_length=200, pattern=_TEXT)] = Field(
        "", description=gettext_noop("The beginning of the name.")
    )


@router.get(
    "/customers",
    response=shapes.CustomerPage,
    summary=gettext_noop("List customers, the newest first, or find some"),
    openapi_extra={"x-scope": "customers:read"},
)
def list_customers(request: HttpRequest, wanted: Query[CustomerFilter]) -> dict[str, Any]:
    actor = caller_in(request, "customers:read").actor
    if wanted.q:
        found = customers.find_customers(actor, wanted.q, brand_id=wanted.brand_id, limit=wanted.limit)
        return {"data": [_row(row) for row in found], "next_cursor": None}
    after = id_after(wanted.cursor)
    listed = customers.customer_list(actor, brand_id=wanted.brand_id, after=after, limit=wanted.limit + 1)
    rows, cursor = page(listed.rows, wanted.limit, lambda row: [row.id])
    return {"data": [_row(row) for row in rows], "next_cursor": cursor}


@router.post(
    "/customers",
    response={201: shapes.CustomerOut},
    summary=gettext_noop("Enter a customer"),
    openapi_extra={"x-scope": "customers:write"},
)
def create_customer(request: HttpRequest, given: shapes.CustomerNew, response: HttpResponse) -> Any:
    caller = caller_in(request, "customers:write")
    values = given.model_dump(exclude={"brand_id", "email", "phone"})
    identities = [(kind, getattr(given, kind)) for kind in ("email", "phone") if getattr(given, kind).strip()]
    customer_id = customers.create_customer(
        actor=caller.actor,
        brand_id=brand_in(caller, given.brand_id),
        values=customers.CustomerValues(**values),
        identities=identities,
    )
    response.headers["Location"] = f"/api/v1/customers/{customer_id}"
    return Status(201, _shown(customers.customer_card(caller.actor, customer_id)))


@router.get(
    "/customers/{customer_id}",
    response=shapes.CustomerOut,
    summary=gettext_noop("Read a customer"),
    openapi_extra={"x-scope": "customers:read"},
)
def read_customer(request: HttpRequest, customer_id: UUID) -> dict[str, Any]:
    return _shown(customers.customer_card(caller_in(request, "customers:read").actor, customer_id))


@router.patch(
    "/customers/{customer_id}",
    response=shapes.CustomerOut,
    summary=gettext_noop("Correct what is known of a customer"),
    openapi_extra={"x-scope": "customers:write"},
)
def change_customer(request: HttpRequest, customer_id: UUID, given: shapes.CustomerChange) -> dict[str, Any]:
    actor = caller_in(request, "customers:write").actor
    changes = shapes.changes_in(given)
    for name, value in changes.items():
        if value is None and name != "birth_date":
            raise wrong(name, _("This cannot be taken away."))
    customers.correct_customer(actor=actor, customer_id=customer_id, changes=changes)
    return _shown(customers.customer_card(actor, customer_id))


@router.get(
    "/accounts",
    response=shapes.AccountPage,
    summary=gettext_noop("List accounts (households, companies, schools …), the newest first"),
    openapi_extra={"x-scope": "accounts:read"},
    tags=["accounts"],
)
def list_accounts(request: HttpRequest, wanted: Query[AccountFilter]) -> dict[str, Any]:
    found = customers.account_list(
        caller_in(request, "accounts:read").actor,
        brand_id=wanted.brand_id,
        begin=wanted.name,
        before=id_after(wanted.cursor),
        most=wanted.limit + 1,
    )
    rows, cursor = page(found, wanted.limit, lambda row: [row.id])
    return {"data": rows, "next_cursor": cursor}


@router.get(
    "/accounts/{account_id}",
    response=shapes.AccountOut,
    summary=gettext_noop("Read an account"),
    openapi_extra={"x-scope": "accounts:read"},
    tags=["accounts"],
)
def read_account(request: HttpRequest, account_id: UUID) -> Any:
    return customers.account_of(caller_in(request, "accounts:read").actor, account_id)


def _row(row: CustomerRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "brand_id": row.brand_id,
        "name": row.name.display,
        "reading": row.name.reading,
        "address": row.address,
        "created_at": row.created_at,
    }


def _shown(card: CustomerCard) -> dict[str, Any]:
    plain = ("id", "brand_id", "language", "note", "birth_date", "identities", "accounts", "needs")
    return {name: getattr(card, name) for name in plain} | {"name": card.name.display, "reading": card.name.reading}
