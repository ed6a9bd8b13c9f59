"""Roles limited to one queue: given, shown and taken on a person's page, and by invitation."""

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from yorisoi.kernel import jobs
from yorisoi.kernel.models import AuditEntry
from yorisoi.kernel.slots import BrandQueue
from yorisoi.workspace.actions import give_role
from yorisoi.workspace.contracts import SYSTEM, NotFound
from yorisoi.workspace.models import Grant, Invitation, Staff
from yorisoi.workspace.queries.staff import staff_list
from yorisoi.workspace.testing import Brand, actor
from yorisoi.workspace.tests.pages import queues_offered, status, text_of

RETURNS, THEIRS = uuid4(), uuid4()
PERSON = "workspace:staff-member"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queues(brand: Brand, other_brand: Brand) -> Iterator[None]:
    """返品 of `brand`, 会員 of `other_brand`."""
    ours, theirs = BrandQueue(RETURNS, brand.id, "返品"), BrandQueue(THEIRS, other_brand.id, "会員")
    with queues_offered(ours, theirs):
        yield


def asking(role: str, place: UUID | str) -> dict[str, object]:
    return {"role_key": role, "place": str(place)}


def test_giving_four_ways(sato: Staff, suzuki: Staff, tanaka: Staff, brand: Brand) -> None:
    assert status(sato, "post", "workspace:grants", asking("supervisor", RETURNS), staff_id=suzuki.id) == 302
    grant = Grant.objects.get(staff=suzuki, role__key="supervisor")
    assert (grant.brand_id, grant.queue_id) == (brand.id, RETURNS)
    assert status(suzuki, "post", "workspace:grants", asking("viewer", RETURNS), staff_id=suzuki.id) == 403
    assert status(sato, "put", "workspace:grants", staff_id=suzuki.id) == 405
    assert status(sato, "post", "workspace:grants", asking("viewer", RETURNS), staff_id=tanaka.id) == 404
    for nowhere in (THEIRS, uuid4(), "x", "everywhere"):
        assert status(sato, "post", "workspace:grants", asking("viewer", nowhere), staff_id=suzuki.id) == 422
    assert Grant.objects.filter(staff=suzuki, queue_id__isnull=False).count() == 1


def test_page_offers_the_queues_of_brands_one_manages(sato: Staff, suzuki: Staff, takahashi: Staff) -> None:
    page = text_of(sato, PERSON, staff_id=suzuki.id)
    assert 'optgroup label="さくら便"' in page
    assert f'value="{RETURNS}">返品' in page
    assert "さくら便：すべての窓口" in page
    assert "会員" not in page
    assert "会員" in text_of(takahashi, PERSON, staff_id=suzuki.id)


def test_grant_is_shown_with_its_queue_and_taken_back(sato: Staff, suzuki: Staff, brand: Brand) -> None:
    give_role(actor=SYSTEM, staff_id=suzuki.id, role_key="supervisor", brand_id=brand.id, queue_id=RETURNS)
    assert "さくら便 · 返品" in text_of(sato, PERSON, staff_id=suzuki.id)
    assert "SV · さくら便 · 返品" in text_of(sato, "workspace:staff")
    grant = Grant.objects.get(queue_id=RETURNS)
    assert status(sato, "delete", "workspace:grant", staff_id=suzuki.id, grant_id=grant.id) == 302
    entry = AuditEntry.objects.get(verb="staff.role_taken")
    assert entry.data["queue"] == str(RETURNS)


def test_queue_that_is_gone_is_said(sato: Staff, suzuki: Staff, brand: Brand) -> None:
    gone = uuid4()
    with queues_offered(BrandQueue(gone, brand.id, "x")):
        give_role(actor=SYSTEM, staff_id=suzuki.id, role_key="supervisor", brand_id=brand.id, queue_id=gone)
    assert "なくなった窓口" in text_of(sato, PERSON, staff_id=suzuki.id)


def test_nothing_is_chosen_beforehand_and_everywhere_is_said(takahashi: Staff, suzuki: Staff) -> None:
    for role, place in (("viewer", ""), ("", "everywhere"), ("", "")):
        assert status(takahashi, "post", "workspace:grants", asking(role, place), staff_id=suzuki.id) == 422
    assert status(takahashi, "post", "workspace:grants", asking("viewer", "everywhere"), staff_id=suzuki.id) == 302
    grant = Grant.objects.get(staff=suzuki, role__key="viewer")
    assert (grant.brand_id, grant.queue_id) == (None, None)


def test_queue_of_another_brand_is_no_place(suzuki: Staff, brand: Brand) -> None:
    for brand_id in (brand.id, None):
        with pytest.raises(NotFound):
            give_role(actor=SYSTEM, staff_id=suzuki.id, role_key="viewer", brand_id=brand_id, queue_id=THEIRS)


def test_who_has_all_queues_is_not_given_one(sato: Staff, suzuki: Staff, brand: Brand) -> None:
    with pytest.raises(ValidationError):
        give_role(actor=SYSTEM, staff_id=suzuki.id, role_key="operator", brand_id=brand.id, queue_id=RETURNS)
    assert status(sato, "post", "workspace:grants", asking("operator", RETURNS), staff_id=suzuki.id) == 422


def test_who_manages_only_a_queue_gives_nothing(sato: Staff, suzuki: Staff, brand: Brand) -> None:
    give_role(actor=SYSTEM, staff_id=suzuki.id, role_key="admin", brand_id=brand.id, queue_id=RETURNS)
    page = text_of(suzuki, PERSON, staff_id=sato.id)
    assert "返品" not in page
    assert status(suzuki, "post", "workspace:grants", asking("viewer", RETURNS), staff_id=suzuki.id) == 422
    assert not Grant.objects.filter(role__key="viewer").exists()


def test_list_names_the_queues(
    takahashi: Staff, suzuki: Staff, tanaka: Staff, brand: Brand, other_brand: Brand
) -> None:
    give_role(actor=SYSTEM, staff_id=suzuki.id, role_key="viewer", brand_id=brand.id, queue_id=RETURNS)
    give_role(actor=SYSTEM, staff_id=tanaka.id, role_key="viewer", brand_id=other_brand.id, queue_id=THEIRS)
    rows = {row.id: row for row in staff_list(actor(takahashi)).rows}
    assert [grant.queue for grant in rows[suzuki.id].grants] == ["", "返品"]
    assert [grant.queue for grant in rows[tanaka.id].grants] == ["", "会員"]


def test_who_is_invited_to_a_queue_gets_that_queue_alone(sato: Staff, brand: Brand) -> None:
    values = {"email": "ito@example.jp", "language": "ja", **asking("operator", RETURNS)}
    assert status(sato, "post", "workspace:invitations", {**values, "place": str(THEIRS)}) == 422
    assert status(sato, "post", "workspace:invitations", values) == 302
    assert Invitation.objects.get().queue_id == RETURNS
    assert "さくら便 · 返品" in text_of(sato, "workspace:invitations")
    jobs.run_pending()
    found = re.search(r"http://localhost:8000(/invitations/\S+)", str(mail.outbox[-1].body))
    assert found
    Client().post(found[1], {"family_name": "伊藤", "password": "correct horse battery"})
    joined = actor(Staff.objects.get(user__email="ito@example.jp"))
    assert joined.queue_limits("customers.customer.read", brand.id) == frozenset({RETURNS})
