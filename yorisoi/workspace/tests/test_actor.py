"""How the actor reaches a request, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yorisoi.workspace.contracts import NOBODY, SYSTEM, Actor, ActorGrant
from yorisoi.workspace.models import Staff as StaffRow
from yorisoi.workspace.testing import Brand, Staff, actor, client_of


@pytest.mark.django_db
def test_a_warm_request_asks_once_who_it_is(suzuki: Staff) -> None:
    client = client_of(suzuki)
    client.get("/settings/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/settings/").status_code == 200
    assert len(queries) == 1  # the user; session and actor are kept


@pytest.mark.django_db
def test_a_user_without_a_place_in_the_staff_may_nothing(suzuki: Staff) -> None:
    StaffRow.objects.filter(id=suzuki.id).update(active=False)
    assert actor(suzuki) == NOBODY
    assert client_of(suzuki).get("/settings/staff/").status_code == 403


@pytest.mark.django_db
def test_brands_of_a_grant_for_all(takahashi: Staff, suzuki: Staff, brand: Brand, other_brand: Brand) -> None:
    permission = "customers.customer.read"
    assert actor(takahashi).brand_ids(permission) == {brand.id, other_brand.id}
    assert actor(suzuki).brand_ids(permission) == {brand.id}
    assert actor(suzuki).brand_ids("workspace.staff.manage") == frozenset()


def test_the_system_may_all_but_lists_no_brands() -> None:
    assert SYSTEM.can("anything")
    assert SYSTEM.can_everywhere("anything")
    assert not NOBODY.can("anything")
    with pytest.raises(TypeError):
        SYSTEM.brand_ids("anything")


def test_everywhere_means_all_brands_and_all_queues() -> None:
    one = Actor(None, None, "x", grants=(ActorGrant(frozenset({"a"})),))
    assert one.can_everywhere("a")
    assert not one.can_everywhere("b")
