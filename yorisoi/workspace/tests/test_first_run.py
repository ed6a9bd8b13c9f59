"""The first administrator."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from yorisoi.workspace.models import Organisation
from yorisoi.workspace.public import StaffName, actor_of_staff, create_first_admin, password_link


@pytest.mark.django_db
def test_from_nothing_to_somebody_who_may_do_all(db: None) -> None:
    staff_id = create_first_admin(email="Chief@example.jp", name=StaffName("大野", "健"), organisation="ひなた")
    me = actor_of_staff(staff_id)
    assert me.name == "大野 健"
    assert me.can_everywhere("workspace.roles.manage")
    assert Organisation.objects.get().name == "ひなた"
    path = password_link(staff_id).removeprefix("http://localhost:8000")
    assert 'autocomplete="new-password"' in Client().get(path, follow=True).content.decode()


@pytest.mark.django_db
def test_twice_is_once(db: None) -> None:
    first = create_first_admin(email="chief@example.jp")
    assert create_first_admin(email="chief@example.jp") == first
    assert Organisation.objects.count() == 1
    with pytest.raises(ValidationError):
        create_first_admin(email="not an address")
