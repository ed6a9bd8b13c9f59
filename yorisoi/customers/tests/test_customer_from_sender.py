"""A customer from whoever wrote to us."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, connections

from yorisoi.customers.models import Customer, Identity
from yorisoi.customers.public import customer_from_sender, find_customers, names
from yorisoi.kernel import audit
from yorisoi.workspace.testing import Brand, Staff, actor


@pytest.mark.django_db
def test_the_same_address_is_the_same_customer(brand: Brand, yamada: Customer) -> None:
    again = customer_from_sender(brand_id=brand.id, kind="email", address="Yamada@Example.COM", name="別名")
    assert again == yamada.id
    assert (yamada.family_name, yamada.given_name, yamada.reading_key) == ("山田", "太郎", "ヤマダタロウ")
    assert Identity.objects.count() == 1
    assert names([yamada.id])[yamada.id].display == "山田 太郎"
    assert [deed.verb for deed in audit.entries("customer", yamada.id)] == ["customer.created"]


@pytest.mark.django_db
def test_the_same_address_at_another_brand_is_another_customer(other_brand: Brand, yamada: Customer) -> None:
    other = customer_from_sender(brand_id=other_brand.id, kind="email", address="yamada@example.com", name="")
    assert other != yamada.id


@pytest.mark.django_db
def test_a_name_told_later_is_learnt_but_never_overwritten(brand: Brand, sato: Staff) -> None:
    def write(name: str) -> Customer:
        return Customer.objects.get(
            id=customer_from_sender(brand_id=brand.id, kind="email", address="a.b@example.com", name=name)
        )

    assert write("").display_name == "a.b@example.com"
    assert write("a.b@example.com").display_name == "a.b@example.com"
    assert write("小林 真由美様").display_name == "小林 真由美"
    assert write("別の名前").display_name == "小林 真由美"
    assert [row.name.display for row in find_customers(actor(sato), "こばやし")] == ["小林 真由美"]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_customer(brand: Brand) -> None:
    together = Barrier(8)

    def arrive(number: int) -> UUID:
        together.wait()
        try:
            return customer_from_sender(brand_id=brand.id, kind="email", address="all@example.com", name=f"n{number}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(arrive, range(8)))
    assert len(ids) == 1
    assert Customer.objects.count() == Identity.objects.count() == 1
    assert connection.vendor in {"sqlite", "postgresql"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["x" * 500, "\x00\x1b[31m", "　", '"', "<script>alert(1)</script>", "𠮷田 𠮷子", "🍒"])
def test_any_name_makes_a_customer(brand: Brand, name: str) -> None:
    customer_id = customer_from_sender(brand_id=brand.id, kind="email", address=f"{'y' * 300}@example.com", name=name)
    assert Customer.objects.get(id=customer_id).display_name
