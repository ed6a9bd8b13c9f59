"""/settings/roles/, and what a role means."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from yorisoi.kernel import slots
from yorisoi.kernel.slots import BrandQueue, Permission
from yorisoi.workspace.actions import create_role, give_role, sync_given_roles, take_role
from yorisoi.workspace.contracts import SYSTEM, NotAllowed
from yorisoi.workspace.models import Grant, Role
from yorisoi.workspace.testing import Brand, Staff, actor
from yorisoi.workspace.tests.pages import queues_offered, status, text_of

READ = "customers.customer.read"


@pytest.mark.django_db
def test_given_roles_follow_what_capabilities_offer(suzuki: Staff, brand: Brand) -> None:
    assert not actor(suzuki).can("desk.kites.fly")
    with slots.offered("permission", Permission("desk.kites.fly", "Fly kites", ("operator",))):
        sync_given_roles()
        assert actor(suzuki).can("desk.kites.fly", brand.id)
    sync_given_roles()
    assert not actor(suzuki).can("desk.kites.fly")


@pytest.mark.django_db
def test_four_ways(sato: Staff, suzuki: Staff, takahashi: Staff) -> None:
    assert "オペレーター" in text_of(takahashi, "workspace:roles") or "Operator" in text_of(
        takahashi, "workspace:roles"
    )
    assert status(sato, "get", "workspace:roles") == 200
    assert status(suzuki, "get", "workspace:roles") == 403
    assert status(sato, "get", "workspace:role-new") == 403
    assert status(takahashi, "get", "workspace:role-new") == 200
    assert status(takahashi, "put", "workspace:roles") == 405
    values: dict[str, object] = {"name": "新人", "permissions": [READ]}
    assert status(sato, "post", "workspace:roles", values) == 403
    assert status(takahashi, "post", "workspace:roles", values) == 302
    role = Role.objects.get(name="新人")
    assert status(sato, "get", "workspace:role", role_id=role.id) == 200
    assert status(suzuki, "get", "workspace:role", role_id=role.id) == 403
    assert status(sato, "post", "workspace:role", values, role_id=role.id) == 403
    assert status(takahashi, "get", "workspace:role", role_id=uuid4()) == 404
    assert (
        status(takahashi, "post", "workspace:role", values | {"permissions": ["no.such.thing"]}, role_id=role.id) == 422
    )
    assert status(sato, "delete", "workspace:role", role_id=role.id) == 403
    assert status(takahashi, "delete", "workspace:role", role_id=role.id) == 302
    assert not Role.objects.filter(id=role.id).exists()


@pytest.mark.django_db
def test_changing_a_role_changes_at_once_what_people_may(takahashi: Staff, suzuki: Staff, brand: Brand) -> None:
    role_id = create_role(actor=SYSTEM, name="新人", permissions=[])
    give_role(actor=SYSTEM, staff_id=suzuki.id, role_key=Role.objects.get(id=role_id).key, brand_id=brand.id)
    assert not actor(suzuki).can("workspace.audit.read", brand.id)
    values: dict[str, object] = {"name": "新人", "permissions": ["workspace.audit.read"]}
    assert status(takahashi, "post", "workspace:role", values, role_id=role_id) == 302
    assert actor(suzuki).can("workspace.audit.read", brand.id)


@pytest.mark.django_db
def test_given_roles_and_roles_in_use_stay(takahashi: Staff, suzuki: Staff) -> None:
    operator = Role.objects.get(key="operator")
    assert status(takahashi, "post", "workspace:role", {"name": "x"}, role_id=operator.id) == 403
    assert status(takahashi, "delete", "workspace:role", role_id=operator.id) == 403
    own = Role.objects.get(id=create_role(actor=SYSTEM, name="新人", permissions=[]))
    give_role(actor=SYSTEM, staff_id=suzuki.id, role_key=own.key)
    assert status(takahashi, "delete", "workspace:role", role_id=own.id) == 204
    assert Role.objects.filter(id=own.id).exists()


@pytest.mark.django_db
def test_nobody_gives_more_than_they_have(sato: Staff, suzuki: Staff, brand: Brand, other_brand: Brand) -> None:
    me = actor(sato)
    give_role(actor=me, staff_id=suzuki.id, role_key="supervisor", brand_id=brand.id)
    for where in (None, other_brand.id):
        with pytest.raises(NotAllowed):
            give_role(actor=me, staff_id=suzuki.id, role_key="viewer", brand_id=where)
    with pytest.raises(NotAllowed):
        give_role(actor=actor(suzuki), staff_id=suzuki.id, role_key="admin", brand_id=brand.id)
    assert not actor(suzuki).can(READ, other_brand.id)


@pytest.mark.django_db
def test_the_last_administrator_of_all_stays(takahashi: Staff) -> None:
    grant = Grant.objects.get(staff=takahashi)
    with pytest.raises(ValidationError):
        take_role(actor=actor(takahashi), grant_id=grant.id)
    assert Grant.objects.filter(id=grant.id).exists()


@pytest.mark.django_db
def test_a_grant_for_one_queue_is_not_one_for_the_brand(suzuki: Staff, tanaka: Staff, other_brand: Brand) -> None:
    queue = uuid4()
    with queues_offered(BrandQueue(queue, other_brand.id, "返品")):
        give_role(actor=SYSTEM, staff_id=suzuki.id, role_key="viewer", brand_id=other_brand.id, queue_id=queue)
    me = actor(suzuki)
    assert me.can(READ, other_brand.id)
    assert me.can(READ, other_brand.id, queue)
    assert not me.can(READ, other_brand.id, uuid4())
    assert me.queue_limits(READ, other_brand.id) == frozenset({queue})
    assert actor(tanaka).queue_limits(READ, other_brand.id) is None
    assert actor(tanaka).queue_limits("workspace.staff.manage", other_brand.id) == frozenset()
