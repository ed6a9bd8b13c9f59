"""Contracts, consents and accounts in a tree."""

from datetime import date

import pytest

from yorisoi.customers.actions import add_contract, end_contract, give_consent, join_account, withdraw_consent
from yorisoi.customers.models import Consent, Customer
from yorisoi.customers.public import customer_card
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.testing import Staff, actor

BEGIN = date(2026, 4, 1)


@pytest.mark.django_db
def test_contracts_of_a_customer_and_of_their_account(suzuki: Staff, tanaka: Staff, yamada: Customer) -> None:
    me = actor(suzuki)
    own = add_contract(actor=me, customer_id=yamada.id, product="野菜便", plan="S", starts_on=BEGIN, monthly_value=2980)
    account_id = join_account(actor=me, customer_id=yamada.id, name="山田家")
    add_contract(actor=me, customer_id=yamada.id, product="果物便", starts_on=BEGIN, account_id=account_id)
    assert {each.product for each in customer_card(me, yamada.id).contracts} == {"野菜便", "果物便"}
    end_contract(actor=me, customer_id=yamada.id, contract_id=own, ends_on=date(2026, 10, 1), reason="引越し")
    ended = next(each for each in customer_card(me, yamada.id).contracts if each.id == own)
    assert ended.ends_on == date(2026, 10, 1)
    with pytest.raises(NotFound):
        add_contract(actor=actor(tanaka), customer_id=yamada.id, product="x", starts_on=BEGIN)


@pytest.mark.django_db
def test_accounts_stand_in_a_tree_of_one_brand(suzuki: Staff, tanaka: Staff, yamada: Customer, ogawa: Customer) -> None:
    me = actor(suzuki)
    board = join_account(actor=me, customer_id=yamada.id, name="みどり市教育委員会", kind="board")
    join_account(actor=me, customer_id=yamada.id, name="みどり小学校", kind="school", role="contact", parent_id=board)
    school = next(each for each in customer_card(me, yamada.id).accounts if each.name == "みどり小学校")
    assert school.path == ("みどり市教育委員会",)
    with pytest.raises(NotFound):
        join_account(actor=actor(tanaka), customer_id=ogawa.id, name="別の学校", parent_id=board)


@pytest.mark.django_db
def test_consents_are_kept_when_withdrawn(suzuki: Staff, yamada: Customer) -> None:
    me = actor(suzuki)
    first = give_consent(actor=me, customer_id=yamada.id, purpose="newsletter", source="電話")
    assert give_consent(actor=me, customer_id=yamada.id, purpose="newsletter") == first
    withdraw_consent(actor=me, customer_id=yamada.id, purpose="newsletter")
    second = give_consent(actor=me, customer_id=yamada.id, purpose="newsletter")
    assert second != first
    assert Consent.objects.filter(withdrawn_at=None).count() == 1
    assert Consent.objects.count() == 2
