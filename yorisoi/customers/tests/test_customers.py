"""/customers/: the list, searched and paged."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yorisoi.customers.models import Customer
from yorisoi.customers.queries.customers import newest
from yorisoi.customers.queries.finding import find_customers
from yorisoi.customers.testing import make_customer
from yorisoi.customers.tests.pages import status, text_of
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.public import give_role, take_role
from yorisoi.workspace.testing import Brand, Staff, actor, client_of


@pytest.mark.django_db
def test_four_ways(sato: Staff, suzuki: Staff, tanaka: Staff, yamada: Customer, ogawa: Customer) -> None:
    page = text_of(suzuki, "customers:customers")
    assert "山田 太郎" in page
    assert "小川 次郎" not in page
    assert "山田 太郎" not in text_of(tanaka, "customers:customers")
    assert status(None, "get", "customers:customers") == 302
    assert status(sato, "put", "customers:customers") == 405
    take_role(actor=SYSTEM, grant_id=sato.grants.get().id)
    assert status(sato, "get", "customers:customers") == 403


@pytest.mark.django_db
def test_one_brand_of_several(takahashi: Staff, suzuki: Staff, yamada: Customer, ogawa: Customer) -> None:
    both = text_of(takahashi, "customers:customers")
    assert "山田 太郎" in both
    assert "小川 次郎" in both
    one = text_of(takahashi, "customers:customers", f"?brand={ogawa.brand_id}")
    assert "山田 太郎" not in one
    assert client_of(suzuki).get(f"/customers/?brand={ogawa.brand_id}").status_code == 403
    assert client_of(suzuki).get("/customers/?brand=nonsense&after=nonsense").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["山田", "やまだ", "ﾔﾏﾀﾞ", "YAMADA@exam", "yamada@example.com", "太郎", "やまだたろう"]
)
def test_found_by_name_reading_and_address(suzuki: Staff, tanaka: Staff, yamada: Customer, words: str) -> None:
    assert "山田 太郎" in text_of(suzuki, "customers:customers", f"?q={words}")
    assert "山田 太郎" not in text_of(tanaka, "customers:customers", f"?q={words}")


@pytest.mark.django_db
def test_htmx_gets_the_results_alone(suzuki: Staff, yamada: Customer) -> None:
    part = client_of(suzuki).get("/customers/?q=やま", headers={"HX-Request": "true"}).content.decode()
    assert "山田 太郎" in part
    assert "<html" not in part


@pytest.mark.django_db
def test_the_list_asks_as_often_for_twenty_as_for_ten(suzuki: Staff, brand: Brand) -> None:
    client, counts = client_of(suzuki), []
    for begin in (0, 10):
        for number in range(begin, begin + 10):
            make_customer(brand, f"c{number}@example.com", "山田 太郎")
        for address in ("/customers/", "/customers/?q=やまだ"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).content.decode().count("/card/") == 0
            counts.append(len(queries))
    assert counts[0] == counts[2] <= 4
    assert counts[1] <= 12
    assert counts[3] <= counts[1]


@pytest.mark.django_db
def test_pages_follow_each_other_without_gap_or_double(suzuki: Staff, brand: Brand) -> None:
    made = {make_customer(brand, f"c{number}@example.com", "").id for number in range(8)}
    seen, after = [], None
    while True:
        page = newest(actor(suzuki), after=after, limit=3)
        seen += [row.id for row in page.rows]
        if page.after is None:
            break
        after = page.after
    assert seen == sorted(made, reverse=True)


@pytest.mark.django_db
def test_look_ups_walk_the_indexes(suzuki: Staff, yamada: Customer) -> None:
    with CaptureQueriesContext(connection) as queries:
        find_customers(actor(suzuki), "やまだ")
    plans = "\n".join(_plan(query["sql"]) for query in queries if "_key" in query["sql"] or '"address"' in query["sql"])
    if connection.vendor == "sqlite":
        for index in ("customers_by_reading", "customers_by_name", "customers_by_address"):
            assert index in plans
        assert "SCAN" not in plans


@pytest.mark.django_db
def test_adding_by_hand(suzuki: Staff, tanaka: Staff, brand: Brand, other_brand: Brand) -> None:
    values: dict[str, object] = {
        "brand_id": str(brand.id), "family_name": "森", "given_name": "俊介", "family_reading": "モリ",
        "given_reading": "シュンスケ", "language": "ja", "email": "mori@example.com", "phone": "03-1234-5678",
        "needs": ["hearing"],
    }  # fmt: skip
    assert status(suzuki, "get", "customers:customer-new") == 200
    assert status(suzuki, "post", "customers:customers", values) == 302
    customer = Customer.objects.get()
    assert set(customer.identities.values_list("address", flat=True)) == {"mori@example.com", "+81312345678"}
    assert customer.needs.get().kind == "hearing"
    assert status(suzuki, "post", "customers:customers", values) == 422  # the address has somebody
    assert status(suzuki, "post", "customers:customers", values | {"family_name": ""}) == 422
    assert status(tanaka, "post", "customers:customers", values | {"email": "x@example.com", "phone": ""}) == 422
    assert Customer.objects.count() == 1


@pytest.mark.django_db
def test_viewers_add_and_change_nothing(suzuki: Staff, brand: Brand, yamada: Customer) -> None:
    take_role(actor=SYSTEM, grant_id=suzuki.grants.get().id)
    give_role(actor=SYSTEM, staff_id=suzuki.id, role_key="viewer", brand_id=brand.id)
    assert status(suzuki, "get", "customers:customers") == 200
    assert status(suzuki, "get", "customers:customer-new") == 403
    assert status(suzuki, "post", "customers:customers", {}) == 403
    assert status(suzuki, "get", "customers:customer-edit", customer_id=yamada.id) == 403
    assert reverse("customers:customer-new") not in text_of(suzuki, "customers:customers")


def _plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
        return "\n".join(str(row) for row in cursor.fetchall())
