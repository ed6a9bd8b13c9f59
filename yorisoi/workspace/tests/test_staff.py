"""/settings/staff/ and what hangs on a person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yorisoi.workspace.actions import give_role
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.models import Grant
from yorisoi.workspace.testing import Brand, Staff, actor, client_of, make_staff
from yorisoi.workspace.tests.pages import status, text_of

NAME: dict[str, object] = {"family_name": "鈴木", "given_name": "二郎", "number": "07"}


@pytest.mark.django_db
def test_list_four_ways(sato: Staff, suzuki: Staff, tanaka: Staff, takahashi: Staff) -> None:
    page = text_of(sato, "workspace:staff")
    assert "鈴木 一郎" in page
    assert "田中 次郎" not in page
    assert "田中 次郎" in text_of(takahashi, "workspace:staff")
    assert status(suzuki, "get", "workspace:staff") == 403
    assert status(sato, "post", "workspace:staff") == 405


@pytest.mark.django_db
def test_list_is_in_the_order_of_readings_and_searched_by_kana(sato: Staff, suzuki: Staff) -> None:
    page = text_of(sato, "workspace:staff")
    assert page.index("佐藤 花子</a>") < page.index("鈴木 一郎</a>")
    found = text_of(sato, "workspace:staff", "?q=すずき")
    assert "鈴木 一郎</a>" in found
    assert "佐藤 花子</a>" not in found


@pytest.mark.django_db
def test_list_asks_as_often_for_twenty_as_for_ten(sato: Staff, brand: Brand) -> None:
    client, counts = client_of(sato), []
    for begin in (0, 10):
        for number in range(begin, begin + 10):
            make_staff(f"p{number}@example.jp", "人", str(number), ("ヒト", ""), "operator", brand)
        client.get("/settings/staff/")  # actor and session are kept from here on
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/settings/staff/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5


@pytest.mark.django_db
def test_pages_follow_each_other_without_gap_or_double(sato: Staff, brand: Brand) -> None:
    from yorisoi.workspace.queries.staff import staff_list

    for number in range(7):
        make_staff(f"p{number}@example.jp", "人", str(number), ("ヒト", "オナジ"), "operator", brand)
    seen, after = [], None
    while True:
        page = staff_list(actor(sato), after=after, limit=3)
        seen += [row.id for row in page.rows]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 8


@pytest.mark.django_db
def test_a_person_four_ways(sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    assert "鈴木 一郎" in text_of(sato, "workspace:staff-member", staff_id=suzuki.id)
    assert status(suzuki, "get", "workspace:staff-member", staff_id=suzuki.id) == 403
    assert status(sato, "get", "workspace:staff-member", staff_id=tanaka.id) == 404
    assert status(sato, "delete", "workspace:staff-member", staff_id=suzuki.id) == 405


@pytest.mark.django_db
def test_changing_a_person(sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    assert status(sato, "post", "workspace:staff-member", NAME, staff_id=suzuki.id) == 302
    suzuki.refresh_from_db()
    assert (suzuki.display_name, suzuki.number) == ("鈴木 二郎", "07")
    assert actor(suzuki).name == "鈴木 二郎"
    assert status(suzuki, "post", "workspace:staff-member", NAME, staff_id=suzuki.id) == 403
    assert status(sato, "post", "workspace:staff-member", NAME, staff_id=tanaka.id) == 404
    assert status(sato, "post", "workspace:staff-member", {"family_name": ""}, staff_id=suzuki.id) == 422


@pytest.mark.django_db
def test_who_also_works_elsewhere_is_seen_but_not_changed(sato: Staff, tanaka: Staff, brand: Brand) -> None:
    give_role(actor=SYSTEM, staff_id=tanaka.id, role_key="operator", brand_id=brand.id)
    assert status(sato, "get", "workspace:staff-member", staff_id=tanaka.id) == 200
    assert status(sato, "post", "workspace:staff-member", NAME, staff_id=tanaka.id) == 403
    assert status(sato, "post", "workspace:deactivation", staff_id=tanaka.id) == 403


@pytest.mark.django_db
def test_giving_and_taking_roles(sato: Staff, suzuki: Staff, tanaka: Staff, brand: Brand, other_brand: Brand) -> None:
    values: dict[str, object] = {"role_key": "supervisor", "place": str(brand.id)}
    assert status(sato, "post", "workspace:grants", values, staff_id=suzuki.id) == 302
    grant = Grant.objects.get(staff=suzuki, role__key="supervisor")
    assert status(sato, "post", "workspace:grants", {"role_key": "supervisor"}, staff_id=suzuki.id) == 422
    assert status(sato, "post", "workspace:grants", values, staff_id=tanaka.id) == 404
    assert status(suzuki, "post", "workspace:grants", values, staff_id=suzuki.id) == 403
    assert status(sato, "get", "workspace:grants", staff_id=suzuki.id) == 405
    assert status(suzuki, "delete", "workspace:grant", staff_id=suzuki.id, grant_id=grant.id) == 403
    assert status(sato, "delete", "workspace:grant", staff_id=suzuki.id, grant_id=grant.id) == 302
    assert not Grant.objects.filter(id=grant.id).exists()
    theirs = Grant.objects.get(staff=tanaka)
    assert status(sato, "delete", "workspace:grant", staff_id=suzuki.id, grant_id=theirs.id) in {403, 404}
    assert Grant.objects.filter(id=theirs.id).exists()


@pytest.mark.django_db
def test_deactivated_people_are_out_at_once_and_come_back(sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    client = client_of(suzuki)
    assert client.get("/settings/").status_code == 200
    assert status(sato, "post", "workspace:deactivation", staff_id=tanaka.id) == 404
    assert status(sato, "get", "workspace:deactivation", staff_id=suzuki.id) == 405
    assert status(sato, "post", "workspace:deactivation", staff_id=suzuki.id) == 302
    assert client.get("/settings/").status_code == 302
    assert not actor(suzuki).can("customers.customer.read")
    assert status(sato, "delete", "workspace:deactivation", staff_id=suzuki.id) == 302
    assert actor(suzuki).can("customers.customer.read")


@pytest.mark.django_db
def test_nobody_deactivates_themselves(sato: Staff) -> None:
    assert status(sato, "post", "workspace:deactivation", staff_id=sato.id) == 204
    sato.refresh_from_db()
    assert sato.active
