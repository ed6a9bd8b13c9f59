"""/api/v1/customers, accounts, queues, topics and staff."""

from pytest_django import DjangoAssertNumQueries

from yorisoi.customers import public as customers
from yorisoi.customers.testing import Customer, make_customer
from yorisoi.desk.testing import Queue, Topic
from yorisoi.integrations.testing import ApiClient, own_token, service_token
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand, Staff


def test_reads_and_finds_only_its_own(
    suzuki: Staff, sato: Staff, brand: Brand, yamada: Customer, ogawa: Customer
) -> None:
    api = ApiClient(own_token(sato, brand))
    assert [row["name"] for row in api.get("/customers").json()["data"]] == ["山田 太郎"]
    assert [row["name"] for row in api.get("/customers", q="ヤマダ").json()["data"]] == ["山田 太郎"]
    assert api.get("/customers", q="ogawa").json()["data"] == []
    told = api.get(f"/customers/{yamada.id}").json()
    assert told["identities"][0]["address"] == "yamada@example.com"
    assert api.get(f"/customers/{ogawa.id}").status_code == 404
    assert api.get("/customers", brand_id=str(ogawa.brand_id)).status_code == 403


def test_enters_and_corrects(sato: Staff, brand: Brand) -> None:
    api = ApiClient(own_token(sato, brand))
    body = {"family_name": "木村", "given_name": "葵", "family_reading": "キムラ", "email": "aoi@example.com"}
    answer = api.post("/customers", body)
    assert answer.status_code == 201, answer.content
    made = Customer.objects.get(id=answer.json()["id"])
    assert (made.display_name, made.brand_id) == ("木村 葵", brand.id)
    again = api.post("/customers", body)
    assert again.status_code == 422
    assert again.json()["errors"][0]["field"] == "address"
    changed = api.send("PATCH", f"/customers/{made.id}", {"note": "午後に電話", "birth_date": "1950-04-01"})
    assert changed.json()["birth_date"] == "1950-04-01"
    made.refresh_from_db()
    assert (made.note, made.family_reading) == ("午後に電話", "キムラ")
    assert api.send("PATCH", f"/customers/{made.id}", {"family_name": None}).status_code == 422


def test_a_viewer_and_another_brand_write_nothing(
    brand: Brand, other_brand: Brand, suzuki: Staff, yamada: Customer
) -> None:
    viewer = ApiClient(service_token(brand, "viewer"))
    assert viewer.post("/customers", {"family_name": "木村"}).status_code == 403
    assert viewer.send("PATCH", f"/customers/{yamada.id}", {"note": "x"}).status_code == 403
    other = ApiClient(service_token(other_brand, "operator"))
    assert other.send("PATCH", f"/customers/{yamada.id}", {"note": "x"}).status_code == 404
    assert other.post("/customers", {"family_name": "木村", "brand_id": str(brand.id)}).status_code == 403
    assert other.send("PUT", f"/customers/{yamada.id}", {}).status_code == 405
    yamada.refresh_from_db()
    assert yamada.note == ""


def test_pages_of_customers(sato: Staff, brand: Brand, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    made = [make_customer(brand, f"c{each}@example.com", f"客 {each}") for each in range(5)]
    api = ApiClient(own_token(sato, brand))
    first = api.get("/customers", limit=3).json()
    make_customer(brand, "later@example.com", "後")
    with django_assert_max_num_queries(5):
        second = api.get("/customers", limit=3, cursor=first["next_cursor"]).json()
    assert [row["id"] for row in [*first["data"], *second["data"]]] == [str(each.id) for each in reversed(made)]


def test_accounts(sato: Staff, brand: Brand, other_brand: Brand, yamada: Customer, ogawa: Customer) -> None:
    ours = customers.join_account(actor=SYSTEM, customer_id=yamada.id, name="さくら小学校", kind="school")
    theirs = customers.join_account(actor=SYSTEM, customer_id=ogawa.id, name="もみじ商店", kind="company")
    api = ApiClient(own_token(sato, brand))
    assert [row["name"] for row in api.get("/accounts").json()["data"]] == ["さくら小学校"]
    assert api.get("/accounts", name="さくら").json()["data"]
    assert not api.get("/accounts", name="もみじ").json()["data"]
    assert api.get(f"/accounts/{ours}").json()["kind"] == "school"
    assert api.get(f"/accounts/{theirs}").status_code == 404


def test_queues_topics_and_staff(
    sato: Staff, suzuki: Staff, tanaka: Staff, brand: Brand, queue: Queue, topic: Topic
) -> None:
    api = ApiClient(own_token(sato, brand))
    assert [row["name"] for row in api.get("/queues").json()["data"]] == ["お問い合わせ"]
    assert [row["path"] for row in api.get("/topics").json()["data"]] == ["配送"]
    first = api.get("/staff", limit=1).json()
    second = api.get("/staff", limit=1, cursor=first["next_cursor"]).json()
    assert {row["name"] for row in [*first["data"], *second["data"]]} == {"佐藤 花子", "鈴木 一郎"}
    assert second["next_cursor"] is None
