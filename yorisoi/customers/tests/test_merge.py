"""Two customers made one, and taken apart."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from yorisoi.customers import actions
from yorisoi.customers.events import CustomersMerged, CustomersParted
from yorisoi.customers.models import Customer, Merge
from yorisoi.customers.public import customer_from_sender, find_customers
from yorisoi.customers.testing import make_customer
from yorisoi.customers.tests.pages import status, text_of
from yorisoi.kernel import audit, events
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of


@pytest.fixture
def twin(brand: Brand, suzuki: Staff) -> Customer:
    """山田 太郎 again, by another address, with belongings."""
    twin = make_customer(brand, "taro@work.example", "山田 太郎")
    suzuki_acts: dict[str, Any] = {"actor": actor(suzuki), "customer_id": twin.id}
    actions.note_need(**suzuki_acts, kind="hearing", note="右から話す")
    actions.give_consent(**suzuki_acts, purpose="お知らせ")
    actions.join_account(**suzuki_acts, name="みどり小学校", kind="school", role="contact")
    Customer.objects.filter(id=twin.id).update(family_reading="ヤマダ", note="昼は不在")
    return twin


def merged(suzuki: Staff, kept: Customer, gone: Customer) -> Merge:
    return Merge.objects.get(id=actions.merge_customers(actor=actor(suzuki), kept_id=kept.id, gone_id=gone.id))


@pytest.mark.django_db
def test_everything_of_both_is_of_one(suzuki: Staff, brand: Brand, yamada: Customer, twin: Customer) -> None:
    actions.note_need(actor=actor(suzuki), customer_id=yamada.id, kind="sight")
    merged(suzuki, yamada, twin)
    yamada.refresh_from_db()
    assert {each.address for each in yamada.identities.all()} == {"yamada@example.com", "taro@work.example"}
    assert set(yamada.needs.values_list("kind", flat=True)) == {"hearing", "sight"}
    assert yamada.consents.get().purpose == "お知らせ"
    assert yamada.memberships.get().account.name == "みどり小学校"
    assert (yamada.family_reading, yamada.note) == ("ヤマダ", "昼は不在")
    # the next mail from either address is the one customer's
    assert customer_from_sender(brand_id=brand.id, kind="email", address="taro@work.example", name="") == yamada.id
    assert [row.id for row in find_customers(actor(suzuki), "やまだ")] == [yamada.id]
    assert [row.id for row in find_customers(actor(suzuki), "taro@work")] == [yamada.id]
    assert client_of(suzuki).get(f"/customers/{twin.id}/").headers["Location"] == f"/customers/{yamada.id}/"
    deed = audit.entries("customer", yamada.id).last()
    assert deed is not None
    assert deed.verb == "customer.merged"


@pytest.mark.django_db
def test_undoing_puts_everything_back(suzuki: Staff, brand: Brand, yamada: Customer, twin: Customer) -> None:
    merge = merged(suzuki, yamada, twin)
    actions.undo_merge(actor=actor(suzuki), customer_id=yamada.id, merge_id=merge.id)
    yamada.refresh_from_db()
    twin.refresh_from_db()
    assert [each.address for each in yamada.identities.all()] == ["yamada@example.com"]
    assert [each.address for each in twin.identities.all()] == ["taro@work.example"]
    assert not yamada.needs.exists()
    assert not yamada.consents.exists()
    assert not yamada.memberships.exists()
    assert twin.needs.get().note == "右から話す"
    assert (yamada.family_reading, yamada.note) == ("", "")
    assert {row.id for row in find_customers(actor(suzuki), "山田")} == {yamada.id, twin.id}
    with pytest.raises(NotFound):
        actions.undo_merge(actor=actor(suzuki), customer_id=yamada.id, merge_id=merge.id)


@pytest.mark.django_db
def test_what_was_changed_since_stays(suzuki: Staff, yamada: Customer, twin: Customer) -> None:
    merge = merged(suzuki, yamada, twin)
    Customer.objects.filter(id=yamada.id).update(note="朝だけ在宅")
    actions.undo_merge(actor=actor(suzuki), customer_id=yamada.id, merge_id=merge.id)
    yamada.refresh_from_db()
    assert yamada.note == "朝だけ在宅"
    assert yamada.family_reading == ""


@pytest.mark.django_db
def test_what_both_have_is_not_doubled(suzuki: Staff, yamada: Customer, twin: Customer) -> None:
    actions.note_need(actor=actor(suzuki), customer_id=yamada.id, kind="hearing", note="大きな声で")
    actions.give_consent(actor=actor(suzuki), customer_id=yamada.id, purpose="お知らせ")
    merge = merged(suzuki, yamada, twin)
    assert yamada.needs.get().note == "大きな声で"
    assert yamada.consents.count() == 1
    actions.undo_merge(actor=actor(suzuki), customer_id=yamada.id, merge_id=merge.id)
    assert twin.needs.get().note == "右から話す"


@pytest.mark.django_db
def test_a_chain_leads_to_its_end(suzuki: Staff, brand: Brand, yamada: Customer, twin: Customer) -> None:
    third = make_customer(brand, "third@example.com", "山田 太郎")
    merged(suzuki, yamada, twin)
    merged(suzuki, third, yamada)
    assert "taro@work.example" in text_of(suzuki, "customers:card", customer_id=twin.id)
    # making one with who is a part of it already is making one with oneself
    with pytest.raises(ValidationError):
        actions.merge_customers(actor=actor(suzuki), kept_id=third.id, gone_id=twin.id)


@pytest.mark.django_db
def test_not_with_oneself_nor_across_brands(
    takahashi: Staff, suzuki: Staff, tanaka: Staff, yamada: Customer, ogawa: Customer, twin: Customer
) -> None:
    for gone in (yamada, ogawa):
        with pytest.raises(ValidationError):
            actions.merge_customers(actor=actor(takahashi), kept_id=yamada.id, gone_id=gone.id)
    for who in (suzuki, tanaka):
        with pytest.raises(NotFound):
            actions.merge_customers(actor=actor(who), kept_id=yamada.id, gone_id=ogawa.id)
    assert not Merge.objects.exists()


@pytest.mark.django_db
def test_others_are_told(suzuki: Staff, yamada: Customer, twin: Customer) -> None:
    told: list[object] = []
    events._subscribers[CustomersMerged].append(told.append)
    events._subscribers[CustomersParted].append(told.append)
    try:
        merge = merged(suzuki, yamada, twin)
        actions.undo_merge(actor=actor(suzuki), customer_id=yamada.id, merge_id=merge.id)
    finally:
        events._subscribers[CustomersMerged].remove(told.append)
        events._subscribers[CustomersParted].remove(told.append)
    assert told == [CustomersMerged(merge.id, yamada.id, twin.id), CustomersParted(merge.id, yamada.id, twin.id)]


@pytest.mark.django_db
def test_the_pages_four_ways(suzuki: Staff, tanaka: Staff, yamada: Customer, twin: Customer) -> None:
    one: dict[str, Any] = {"customer_id": yamada.id}
    assert "taro@work.example" in text_of(suzuki, "customers:merge", **one)  # likely the same: the name is
    assert "みどり小学校" in text_of(suzuki, "customers:merge", f"?other={twin.id}", **one)
    assert status(tanaka, "get", "customers:merge", **one) == 404
    assert status(suzuki, "post", "customers:merge", **one) == 405
    assert status(None, "get", "customers:merge", **one) == 302
    assert status(tanaka, "post", "customers:merges", {"gone_id": str(twin.id)}, **one) == 404
    assert status(suzuki, "get", "customers:merges", **one) == 405
    assert status(suzuki, "post", "customers:merges", {"gone_id": str(yamada.id)}, **one) == 422
    assert status(suzuki, "post", "customers:merges", {"gone_id": str(uuid4())}, **one) == 404
    assert status(suzuki, "post", "customers:merges", {"gone_id": str(twin.id)}, **one) == 302
    undo = one | {"merge_id": Merge.objects.get().id}
    assert "customers" in text_of(suzuki, "customers:customer", **one)
    assert status(tanaka, "delete", "customers:one-merge", **undo) == 404
    assert status(suzuki, "get", "customers:one-merge", **undo) == 405
    assert status(suzuki, "delete", "customers:one-merge", **undo) == 200
    twin.refresh_from_db()
    assert twin.merged_into_id is None
