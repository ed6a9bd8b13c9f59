"""/settings/brands/"""

import pytest

from yorisoi.kernel import audit
from yorisoi.workspace.models import Brand as BrandRow
from yorisoi.workspace.testing import Brand, Staff, actor
from yorisoi.workspace.tests.pages import status, text_of

VALUES: dict[str, object] = {
    "name": "つばめ堂", "slug": "tsubame", "sign": "ツバメ", "colour": "#336699", "language": "ja", "order": "5",
}  # fmt: skip


@pytest.mark.django_db
def test_list_shows_only_brands_one_manages(sato: Staff, takahashi: Staff, other_brand: Brand) -> None:
    mine = text_of(sato, "workspace:brands")
    assert "さくら便" in mine
    assert "もみじ館" not in mine
    assert "もみじ館" in text_of(takahashi, "workspace:brands")


@pytest.mark.django_db
def test_allowed_refused_wrong_method(sato: Staff, suzuki: Staff, takahashi: Staff, brand: Brand) -> None:
    assert status(suzuki, "get", "workspace:brands") == 403
    assert status(None, "get", "workspace:brands") == 302
    assert status(sato, "put", "workspace:brands") == 405
    assert status(sato, "get", "workspace:brand-new") == 403
    assert status(takahashi, "get", "workspace:brand-new") == 200
    assert status(takahashi, "post", "workspace:brand-new") == 405


@pytest.mark.django_db
def test_adding_needs_all_brands_and_reaches_everybodys_actor(sato: Staff, takahashi: Staff) -> None:
    assert actor(takahashi).brand_ids("workspace.brands.manage")
    assert status(sato, "post", "workspace:brands", VALUES) == 403
    assert not BrandRow.objects.filter(slug="tsubame").exists()
    assert status(takahashi, "post", "workspace:brands", VALUES) == 302
    made = BrandRow.objects.get(slug="tsubame")
    assert made.id in actor(takahashi).brand_ids("workspace.brands.manage")
    deed = audit.entries("brand", made.id).get()
    assert (deed.verb, deed.actor_id, deed.actor_name) == ("brand.created", takahashi.id, "髙橋 恵")


@pytest.mark.django_db
def test_wrong_values_come_back_with_reasons(takahashi: Staff, brand: Brand) -> None:
    assert status(takahashi, "post", "workspace:brands", VALUES | {"slug": "sakura"}) == 422
    assert status(takahashi, "post", "workspace:brands", VALUES | {"colour": "red"}) == 422
    assert status(takahashi, "post", "workspace:brands", {}) == 422


@pytest.mark.django_db
def test_changing(sato: Staff, suzuki: Staff, brand: Brand, other_brand: Brand) -> None:
    assert status(sato, "get", "workspace:brand", brand_id=brand.id) == 200
    assert status(sato, "post", "workspace:brand", VALUES, brand_id=brand.id) == 302
    brand.refresh_from_db()
    assert (brand.name, brand.colour) == ("つばめ堂", "#336699")
    assert status(suzuki, "post", "workspace:brand", VALUES, brand_id=brand.id) == 403
    assert status(sato, "post", "workspace:brand", VALUES, brand_id=other_brand.id) == 404
    assert status(sato, "delete", "workspace:brand", brand_id=brand.id) == 405
    other_brand.refresh_from_db()
    assert other_brand.name == "もみじ館"
