"""Signing in: password, second factor, recovery code, lock-out, leaving."""

from typing import cast

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from yorisoi.workspace.actions import deactivate_staff
from yorisoi.workspace.contracts import SYSTEM, PresenceStatus
from yorisoi.workspace.models import User
from yorisoi.workspace.public import presence_of
from yorisoi.workspace.testing import PASSWORD, Staff, client_of

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_old_attempts() -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, path: str = LOGIN) -> HttpResponse:
    """Post the form of the sign-in page."""
    return cast("HttpResponse", client.post(path, {"login": email, "password": password}))


def code_for(secret: str) -> str:
    """What an authenticator app would show now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


@pytest.mark.django_db
def test_the_page_stands_for_strangers(db: None) -> None:
    html = Client().get(LOGIN).content.decode()
    assert 'autocomplete="current-password"' in html
    assert 'id="passkey_login"' in html
    assert "signup" not in html


@pytest.mark.django_db
def test_password_leads_where_one_wanted_to_go(suzuki: Staff) -> None:
    client = Client()
    response = sign_in(client, "Suzuki@Example.jp", path=f"{LOGIN}?next=/settings/me/")
    assert (response.status_code, response["Location"]) == (302, "/settings/me/")
    assert client.get("/settings/me/").status_code == 200


@pytest.mark.django_db
def test_wrong_password_and_unknown_address_look_the_same(suzuki: Staff) -> None:
    wrong = sign_in(Client(), "suzuki@example.jp", "no such password")
    unknown = sign_in(Client(), "nobody@example.jp", "no such password")
    assert wrong.status_code == unknown.status_code == 200
    one = wrong.content.decode().replace("suzuki@example.jp", "?")
    other = unknown.content.decode().replace("nobody@example.jp", "?")
    assert "callout--danger" in one
    assert (
        one.split("<main")[1].split("</form>")[0].split("csrfmiddlewaretoken")[0]
        == (other.split("<main")[1].split("</form>")[0].split("csrfmiddlewaretoken")[0])
    )
    assert one.count("callout--danger") == other.count("callout--danger")


@pytest.mark.django_db
def test_too_many_wrong_passwords_pause_this_address_only(suzuki: Staff, sato: Staff) -> None:
    for _attempt in range(8):
        last = sign_in(Client(), "suzuki@example.jp", "wrong")
    assert last.status_code == 429
    assert sign_in(Client(), "SUZUKI@example.jp").status_code == 429
    assert sign_in(Client(), "sato@example.jp").status_code == 302


@pytest.mark.django_db
def test_an_address_nobody_has_is_paused_the_same_way(db: None) -> None:
    statuses = [sign_in(Client(), "nobody@example.jp", "wrong").status_code for _attempt in range(9)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


@pytest.mark.django_db
def test_deactivated_people_do_not_come_in(suzuki: Staff) -> None:
    deactivate_staff(actor=SYSTEM, staff_id=suzuki.id)
    client = Client()
    response = sign_in(client, "suzuki@example.jp")
    assert response["Location"] == "/accounts/inactive/"
    assert client.get("/accounts/inactive/").status_code == 200
    assert client.get("/settings/").status_code == 302


@pytest.mark.django_db
def test_second_factor_is_asked_for(suzuki: Staff) -> None:
    secret = generate_totp_secret()
    TOTP.activate(suzuki.user, secret)
    client = Client()
    assert sign_in(client, "suzuki@example.jp")["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/settings/").status_code == 302
    assert "one-time-code" in client.get("/accounts/2fa/authenticate/").content.decode()
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.get("/settings/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": code_for(secret)})["Location"] == "/"
    assert client.get("/settings/").status_code == 200


@pytest.mark.django_db
def test_a_recovery_code_opens_once(suzuki: Staff) -> None:
    TOTP.activate(suzuki.user, generate_totp_secret())
    code = RecoveryCodes.activate(suzuki.user).get_unused_codes()[0]
    client = Client()
    sign_in(client, "suzuki@example.jp")
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    again = Client()
    sign_in(again, "suzuki@example.jp")
    assert again.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200


@pytest.mark.django_db
def test_guessing_codes_ends(suzuki: Staff) -> None:
    TOTP.activate(suzuki.user, generate_totp_secret())
    client = Client()
    sign_in(client, "suzuki@example.jp")
    pages = [client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode() for _try in range(22)]
    assert pages[0] != pages[-1]
    assert client.get("/settings/").status_code == 302


@pytest.mark.django_db
def test_signing_in_brings_ones_language_and_theme(suzuki: Staff) -> None:
    User.objects.filter(id=suzuki.user_id).update(language="en", theme="dark")
    response = sign_in(Client(), "suzuki@example.jp")
    assert response.cookies["django_language"].value == "en"
    assert response.cookies["yorisoi_theme"].value == "dark"


@pytest.mark.django_db
def test_signing_out(suzuki: Staff) -> None:
    client = client_of(suzuki)
    client.post("/presence/", {"status": "available"})
    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert presence_of([suzuki.id]) == {suzuki.id: PresenceStatus.OFFLINE}
    assert client.get("/settings/").status_code == 302


@pytest.mark.django_db
def test_nobody_signs_up(db: None) -> None:
    values = {"email": "x@example.jp", "password1": PASSWORD, "password2": PASSWORD}
    assert Client().get("/accounts/signup/").status_code == 200
    Client().post("/accounts/signup/", values)
    assert not User.objects.filter(email="x@example.jp").exists()
    assert not Authenticator.objects.exists()
