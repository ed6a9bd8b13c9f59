"""Its part of the fixed cast: 山田, a customer of `brand`, and 小川, one of `other_brand`."""

import pytest

from yorisoi.customers import public
from yorisoi.customers.models import Customer
from yorisoi.workspace.testing import Brand

__all__ = ["Customer", "make_customer"]


def make_customer(brand: Brand, address: str, name: str) -> Customer:
    """A customer as the first mail from this address makes one."""
    return Customer.objects.get(
        id=public.customer_from_sender(brand_id=brand.id, kind="email", address=address, name=name)
    )


@pytest.fixture
def yamada(brand: Brand) -> Customer:
    """山田 太郎, customer of `brand`."""
    return make_customer(brand, "yamada@example.com", "山田 太郎")


@pytest.fixture
def ogawa(other_brand: Brand) -> Customer:
    """小川 次郎, customer of `other_brand`."""
    return make_customer(other_brand, "ogawa@example.com", "小川 次郎")
