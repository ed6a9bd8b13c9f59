"""The fixed cast: 佐藤 owns, 鈴木 is on the team, 田中 is of another brand and must see nothing."""

import pytest
from django.test import Client

from yorisoi.workspace import public
from yorisoi.workspace.contracts import SYSTEM, Actor
from yorisoi.workspace.models import Brand, Staff, Team
from yorisoi.workspace.queries.notifications import Told, own_notifications

__all__ = ["PASSWORD", "Actor", "Brand", "Staff", "Told", "actor", "client_of", "make_staff", "make_team", "told"]

PASSWORD = "correct horse battery"


def make_staff(email: str, family: str, given: str, readings: tuple[str, str], role: str, brand: Brand | None) -> Staff:
    """A member of staff with one role, in one brand or (None) in all."""
    staff_id = public.create_staff(
        actor=SYSTEM,
        email=email,
        family_name=family,
        given_name=given,
        family_reading=readings[0],
        given_reading=readings[1],
        password=PASSWORD,
    )
    public.give_role(actor=SYSTEM, staff_id=staff_id, role_key=role, brand_id=brand.id if brand else None)
    return Staff.objects.select_related("user").get(id=staff_id)


def make_team(brand: Brand, name: str, *people: Staff) -> Team:
    """A team of the brand with these people in it."""
    team = Team.objects.create(brand=brand, name=name)
    team.staff.add(*people)
    return team


def told(staff: Staff) -> list[Told]:
    """What this person was told of on the screen, newest first."""
    return own_notifications(actor(staff)).rows


def actor(staff: Staff) -> Actor:
    """The actor of a member of staff, as a request would have it."""
    return public.actor_for(staff.user_id)


def client_of(staff: Staff) -> Client:
    """A test client signed in as this member of staff."""
    client = Client()
    client.force_login(staff.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def brand(db: None) -> Brand:
    """さくら便: the brand the tests work in."""
    return Brand.objects.get(id=public.create_brand(actor=SYSTEM, name="さくら便", slug="sakura", sign="サクラ"))


@pytest.fixture
def other_brand(db: None) -> Brand:
    """もみじ館: another brand in the same install."""
    return Brand.objects.get(id=public.create_brand(actor=SYSTEM, name="もみじ館", slug="momiji", sign="モミジ"))


@pytest.fixture
def sato(brand: Brand) -> Staff:
    """佐藤 花子, administrator of `brand`."""
    return make_staff("sato@example.jp", "佐藤", "花子", ("サトウ", "ハナコ"), "admin", brand)


@pytest.fixture
def suzuki(brand: Brand) -> Staff:
    """鈴木 一郎, operator of `brand`."""
    return make_staff("suzuki@example.jp", "鈴木", "一郎", ("スズキ", "イチロウ"), "operator", brand)


@pytest.fixture
def tanaka(other_brand: Brand) -> Staff:
    """田中 次郎, operator of `other_brand`."""
    return make_staff("tanaka@example.jp", "田中", "次郎", ("タナカ", "ジロウ"), "operator", other_brand)


@pytest.fixture
def takahashi(db: None) -> Staff:
    """髙橋 恵, administrator of all brands."""
    return make_staff("takahashi@example.jp", "髙橋", "恵", ("タカハシ", "メグミ"), "admin", None)
