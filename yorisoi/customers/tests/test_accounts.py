"""Accounts: their tree, who belongs to them, and their pages."""

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from yorisoi.customers import actions
from yorisoi.customers.actions import AccountValues
from yorisoi.customers.models import Account, Customer
from yorisoi.customers.public import people_below
from yorisoi.customers.tests.pages import text_of
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import SYSTEM, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

pytestmark = pytest.mark.django_db


def made(staff: Staff, brand: Brand, name: str, parent: str = "", kind: str = "school") -> Account:
    values = AccountValues(name, kind, parent=parent)
    return Account.objects.get(id=actions.create_account(actor=actor(staff), brand_id=brand.id, values=values))


@pytest.fixture
def tree(brand: Brand, suzuki: Staff, yamada: Customer) -> dict[str, Account]:
    """A city, its board, two schools; 山田 teaches at one."""
    found = {
        "市": made(suzuki, brand, "桜市", kind="municipality"),
        "委員会": made(suzuki, brand, "桜市教育委員会", "桜市", kind="board"),
        "小学校": made(suzuki, brand, "みどり小学校", "桜市教育委員会"),
        "中学校": made(suzuki, brand, "みどり中学校", "桜市教育委員会"),
    }
    actions.add_member(actor=actor(suzuki), account_id=found["小学校"].id, customer_id=yamada.id, role="contact")
    return found


def test_page_shows_what_is_above_and_below_and_who_belongs(tree: dict[str, Account], suzuki: Staff) -> None:
    client = client_of(suzuki)
    board = client.get(f"/customers/accounts/{tree['委員会'].id}/").content.decode()
    assert f'href="/customers/accounts/{tree["市"].id}/"' in board
    assert "みどり小学校" in board
    assert "みどり中学校" in board
    school = client.get(f"/customers/accounts/{tree['小学校'].id}/").content.decode()
    assert "山田 太郎" in school
    assert school.index("桜市</a>") < school.index("桜市教育委員会</a>")


def test_list_shows_the_tops_and_finds_any_by_name(tree: dict[str, Account], suzuki: Staff) -> None:
    tops = text_of(suzuki, "customers:accounts")
    assert "桜市" in tops
    assert "みどり小学校" not in tops
    assert "みどり小学校" in text_of(suzuki, "customers:accounts", "?q=みどり")


def test_page_costs_the_same_however_many_stand_below(
    tree: dict[str, Account], suzuki: Staff, brand: Brand, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        made(suzuki, brand, f"第{number}小学校", "桜市教育委員会")
    client = client_of(suzuki)
    client.get("/customers/accounts/")
    with django_assert_max_num_queries(16):
        client.get(f"/customers/accounts/{tree['委員会'].id}/")


def test_cases_of_a_tree_are_those_of_all_its_people(tree: dict[str, Account], suzuki: Staff, yamada: Customer) -> None:
    accounts, people = people_below(actor(suzuki), tree["市"].id)
    assert accounts == {each.id for each in tree.values()}
    assert people == {yamada.id}


@pytest.mark.parametrize("parent", ["みどり小学校", "桜市教育委員会"])
def test_nothing_stands_under_itself(tree: dict[str, Account], suzuki: Staff, parent: str) -> None:
    values = AccountValues("桜市教育委員会", "board", parent=parent)
    with pytest.raises(ValidationError) as refused:
        actions.change_account(actor=actor(suzuki), account_id=tree["委員会"].id, values=values)
    assert "parent" in refused.value.message_dict
    tree["委員会"].refresh_from_db()
    assert tree["委員会"].parent_id == tree["市"].id


def test_tree_has_at_most_eight_levels(suzuki: Staff, brand: Brand) -> None:
    for level in range(8):
        made(suzuki, brand, f"{level}段", f"{level - 1}段" if level else "")
    with pytest.raises(ValidationError):
        made(suzuki, brand, "九段", "7段")


def test_account_is_renamed_and_moved(tree: dict[str, Account], suzuki: Staff) -> None:
    address = f"/customers/accounts/{tree['中学校'].id}/"
    sent = {"name": "あおば中学校", "kind": "school", "reading": "アオバチュウガッコウ", "parent": "桜市"}
    assert client_of(suzuki).post(address, sent).status_code == 302
    tree["中学校"].refresh_from_db()
    assert (tree["中学校"].name, tree["中学校"].parent_id) == ("あおば中学校", tree["市"].id)
    assert [entry.verb for entry in audit.entries("account", tree["中学校"].id)] == [
        "account.created",
        "account.changed",
    ]


def test_unknown_parent_is_named_at_the_field(tree: dict[str, Account], suzuki: Staff) -> None:
    sent = {"name": "あおば", "kind": "school", "parent": "ない所"}
    answer = client_of(suzuki).post(f"/customers/accounts/{tree['中学校'].id}/", sent)
    assert answer.status_code == 422
    assert "ない所" in answer.content.decode()


def test_person_is_put_in_on_the_accounts_page(tree: dict[str, Account], suzuki: Staff, yamada: Customer) -> None:
    address = f"/customers/accounts/{tree['中学校'].id}/members/"
    client = client_of(suzuki)
    assert str(yamada.id) in client.get(address, {"q": "山田"}).content.decode()
    assert client.post(address, {"customer_id": yamada.id, "role": "supporter"}).status_code == 302
    assert yamada.memberships.filter(account=tree["中学校"], role="supporter").exists()


def test_customer_of_another_brand_is_not_put_in(tree: dict[str, Account], ogawa: Customer, suzuki: Staff) -> None:
    with pytest.raises(NotFound):
        actions.add_member(actor=actor(suzuki), account_id=tree["小学校"].id, customer_id=ogawa.id)
    with pytest.raises(ValidationError):
        actions.add_member(actor=SYSTEM, account_id=tree["小学校"].id, customer_id=ogawa.id)


@pytest.mark.parametrize("path", ["", "edit/", "members/"])
def test_other_brand_sees_nothing(tree: dict[str, Account], tanaka: Staff, path: str) -> None:
    assert client_of(tanaka).get(f"/customers/accounts/{tree['小学校'].id}/{path}").status_code == 404
    assert "桜市" not in client_of(tanaka).get("/customers/accounts/").content.decode()


def test_strangers_and_wrong_methods_are_refused(tree: dict[str, Account], suzuki: Staff) -> None:
    from django.test import Client

    address = f"/customers/accounts/{tree['小学校'].id}/"
    assert Client().get(address).status_code == 302
    assert client_of(suzuki).delete(address).status_code == 405
    assert client_of(suzuki).put("/customers/accounts/").status_code == 405
