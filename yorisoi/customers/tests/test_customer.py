"""One customer: the page, the card beside a case, changes, addresses, accounts."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yorisoi.customers.models import Account, Customer, Identity
from yorisoi.customers.public import customer_from_sender, find_customers
from yorisoi.customers.queries.finding import found_customers
from yorisoi.customers.testing import make_customer
from yorisoi.customers.tests.pages import status, text_of
from yorisoi.kernel import audit, slots
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

VALUES: dict[str, object] = {
    "family_name": "山田", "given_name": "多朗", "family_reading": "ヤマタ", "given_reading": "タロウ",
    "birth_date": "1950-04-01", "language": "ja", "note": "耳が遠いのでゆっくり", "needs": ["hearing", "large_type"],
}  # fmt: skip


@pytest.mark.django_db
def test_the_page_four_ways(suzuki: Staff, tanaka: Staff, yamada: Customer) -> None:
    page = text_of(suzuki, "customers:customer", customer_id=yamada.id)
    assert "yamada@example.com" in page
    assert status(tanaka, "get", "customers:customer", customer_id=yamada.id) == 404
    assert status(None, "get", "customers:customer", customer_id=yamada.id) == 302
    assert status(suzuki, "delete", "customers:customer", customer_id=yamada.id) == 405
    assert status(suzuki, "get", "customers:customer", customer_id=uuid4()) == 404


@pytest.mark.django_db
def test_changing(suzuki: Staff, tanaka: Staff, yamada: Customer) -> None:
    assert "太郎" in text_of(suzuki, "customers:customer-edit", customer_id=yamada.id)
    assert status(suzuki, "post", "customers:customer", VALUES, customer_id=yamada.id) == 302
    page = text_of(suzuki, "customers:customer", customer_id=yamada.id)
    assert "山田 多朗" in page
    assert "耳が遠いのでゆっくり" in page
    assert [row.id for row in find_customers(actor(suzuki), "やまた")] == [yamada.id]
    assert [row.id for row in find_customers(actor(suzuki), "耳が遠い")] == [yamada.id]
    deed = audit.entries("customer", yamada.id).last()
    assert deed is not None
    assert deed.verb == "customer.changed"
    assert "note" in deed.data["fields"]
    assert "needs" in deed.data["fields"]
    assert "耳" not in str(deed.data)
    assert status(tanaka, "post", "customers:customer", VALUES, customer_id=yamada.id) == 404
    assert status(tanaka, "get", "customers:customer-edit", customer_id=yamada.id) == 404
    assert status(suzuki, "post", "customers:customer-edit", customer_id=yamada.id) == 405
    assert status(suzuki, "post", "customers:customer", VALUES | {"family_name": ""}, customer_id=yamada.id) == 422
    assert status(suzuki, "post", "customers:customer", VALUES | {"birth_date": "昨日"}, customer_id=yamada.id) == 422


@pytest.mark.django_db
def test_needs_unticked_are_gone_and_notes_of_others_stay(suzuki: Staff, yamada: Customer) -> None:
    status(suzuki, "post", "customers:customer", VALUES, customer_id=yamada.id)
    yamada.needs.filter(kind="hearing").update(note="右から話す")
    status(suzuki, "post", "customers:customer", VALUES | {"needs": ["hearing"]}, customer_id=yamada.id)
    assert list(yamada.needs.values_list("kind", "note")) == [("hearing", "右から話す")]


@pytest.mark.django_db
def test_the_card_four_ways_and_its_panels(suzuki: Staff, tanaka: Staff, yamada: Customer) -> None:
    panel = slots.Panel("customers:identities", "History", permission="customers.customer.read")
    with slots.offered("customer.panel", panel):
        card = text_of(suzuki, "customers:card", "?case=7", customer_id=yamada.id)
        assert f'hx-get="/customers/{yamada.id}/identities/?case=7"' in card
    assert "<html" not in card
    assert status(tanaka, "get", "customers:card", customer_id=yamada.id) == 404
    assert status(suzuki, "post", "customers:card", customer_id=yamada.id) == 405
    assert status(None, "get", "customers:card", customer_id=yamada.id) == 302


@pytest.mark.django_db
def test_the_card_asks_as_often_for_many_belongings(suzuki: Staff, yamada: Customer) -> None:
    client, counts = client_of(suzuki), []
    for begin in (0, 5):
        for number in range(begin, begin + 5):
            status(suzuki, "post", "customers:identities", _mail(number), customer_id=yamada.id)
            status(suzuki, "post", "customers:memberships", _account(number), customer_id=yamada.id)
        client.get(f"/customers/{yamada.id}/card/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/customers/{yamada.id}/card/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


@pytest.mark.django_db
def test_addresses_four_ways(suzuki: Staff, tanaka: Staff, brand: Brand, yamada: Customer) -> None:
    values: dict[str, object] = {"kind": "phone", "address": "０９０ー1234ー5678"}
    assert status(suzuki, "get", "customers:identities", customer_id=yamada.id) == 200
    assert status(suzuki, "post", "customers:identities", values, customer_id=yamada.id) == 200
    assert status(suzuki, "post", "customers:identities", values, customer_id=yamada.id) == 422
    assert (
        status(suzuki, "post", "customers:identities", {"kind": "email", "address": "x"}, customer_id=yamada.id) == 422
    )
    assert status(tanaka, "post", "customers:identities", values, customer_id=yamada.id) == 404
    assert status(suzuki, "put", "customers:identities", customer_id=yamada.id) == 405
    phone = Identity.objects.get(kind="phone")
    assert phone.address == "+819012345678"
    ids: dict[str, Any] = {"customer_id": yamada.id, "identity_id": phone.id}
    assert status(tanaka, "delete", "customers:identity", **ids) == 404
    assert status(suzuki, "get", "customers:identity", **ids) == 405
    assert status(suzuki, "delete", "customers:identity", **ids) == 200
    assert status(suzuki, "delete", "customers:identity", **ids) == 404


@pytest.mark.django_db
def test_another_customers_address_is_not_removed_through_this_one(
    suzuki: Staff, brand: Brand, yamada: Customer
) -> None:
    other = make_customer(brand, "other@example.com", "森")
    theirs = other.identities.get()
    assert status(suzuki, "delete", "customers:identity", customer_id=yamada.id, identity_id=theirs.id) == 404
    assert Identity.objects.filter(id=theirs.id).exists()


@pytest.mark.django_db
def test_accounts_four_ways(suzuki: Staff, tanaka: Staff, brand: Brand, yamada: Customer) -> None:
    values: dict[str, object] = {"name": "みどり小学校", "kind": "school", "role": "contact"}
    assert status(suzuki, "get", "customers:memberships", customer_id=yamada.id) == 200
    assert status(suzuki, "post", "customers:memberships", values, customer_id=yamada.id) == 200
    account = Account.objects.get()
    assert "みどり小学校" in text_of(suzuki, "customers:card", customer_id=yamada.id)
    other = make_customer(brand, "other@example.com", "森")
    again = values | {"name": "ミドリ小学校"}
    assert status(suzuki, "post", "customers:memberships", again, customer_id=other.id) == 200
    assert Account.objects.get() == account  # the same name, however written, is the same account
    assert status(tanaka, "post", "customers:memberships", values, customer_id=yamada.id) == 404
    assert status(suzuki, "post", "customers:memberships", {"name": ""}, customer_id=yamada.id) == 422
    ids: dict[str, Any] = {"customer_id": yamada.id, "account_id": account.id}
    assert status(tanaka, "delete", "customers:membership", **ids) == 404
    assert status(suzuki, "post", "customers:membership", **ids) == 405
    assert status(suzuki, "delete", "customers:membership", **ids) == 200
    assert Account.objects.filter(id=account.id).exists()


@pytest.mark.django_db
def test_markup_in_a_name_stays_text(suzuki: Staff, brand: Brand) -> None:
    customer_id = customer_from_sender(
        brand_id=brand.id, kind="email", address="x@example.com", name="<script>alert(1)</script>"
    )
    for page in ("customers:customer", "customers:card"):
        assert "<script>alert" not in text_of(suzuki, page, customer_id=customer_id)
    assert "<script>alert" not in text_of(suzuki, "customers:customers")


@pytest.mark.django_db
def test_search_results_are_only_ones_own(suzuki: Staff, tanaka: Staff, yamada: Customer) -> None:
    found = found_customers(actor(suzuki), [yamada.id])
    assert found[yamada.id].title == "山田 太郎"
    assert found[yamada.id].url == f"/customers/{yamada.id}/"
    assert found_customers(actor(tanaka), [yamada.id]) == {}


def _mail(number: int) -> dict[str, object]:
    return {"kind": "email", "address": f"m{number}@example.com"}


def _account(number: int) -> dict[str, object]:
    return {"name": f"会社{number}", "kind": "company", "role": "member"}
