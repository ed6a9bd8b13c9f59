"""A customer from whoever wrote to us."""

import pytest

from yorisoi.customers.models import Customer, Identity
from yorisoi.customers.public import customer_from_sender
from yorisoi.workspace.testing import Brand, Staff, actor, client_of


@pytest.mark.django_db
def test_the_same_address_is_the_same_customer(brand: Brand, sato: Staff, tanaka: Staff, yamada: Customer) -> None:
    again = customer_from_sender(brand_id=brand.id, kind="email", address="Yamada@Example.COM", name="")
    assert again == yamada.id
    assert (yamada.family_name, yamada.given_name, yamada.reading_key) == ("山田", "太郎", "ヤマダタロウ")
    assert Identity.objects.count() == 1
    assert actor(sato).can("customers.customer.read", brand.id)
    assert not actor(tanaka).can("customers.customer.read", brand.id)
    assert client_of(sato).session
