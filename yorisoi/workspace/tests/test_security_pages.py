"""One's own second factors, passkeys, recovery codes and browsers: allauth's views in our pages."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

from yorisoi.workspace.testing import PASSWORD, Staff
from yorisoi.workspace.tests.test_sign_in import code_for, sign_in

PAGES = (
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
)


@pytest.fixture
def client(suzuki: Staff) -> Client:
    """Suzuki, who has just signed in and confirmed that it is him."""
    cache.clear()
    client = Client()
    sign_in(client, "suzuki@example.jp")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_ours_and_closed_to_strangers(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    assert "data-guard" in html or "page__head" in html or "plain__card" in html
    assert "<style" not in html
    assert ' style="' not in html
    if path != "/accounts/logout/":
        assert Client().get(path).status_code == 302


@pytest.mark.django_db
def test_setting_up_and_turning_off_the_app(client: Client, suzuki: Staff) -> None:
    html = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert "data:image/svg+xml" in html
    secret = client.session["mfa.totp.secret"]
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)}).status_code == 302
    assert Authenticator.objects.filter(user=suzuki.user, type="totp").exists()
    codes = client.get("/accounts/2fa/recovery-codes/")
    assert codes.content.decode().count("<li><code>") == 10
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/generate/").status_code == 200
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(user=suzuki.user, type="totp").exists()


@pytest.mark.django_db
def test_delicate_things_ask_again_after_a_while(client: Client, suzuki: Staff) -> None:
    TOTP.activate(suzuki.user, generate_totp_secret())
    RecoveryCodes.activate(suzuki.user)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    response = client.get("/accounts/2fa/recovery-codes/generate/")
    assert response["Location"].startswith(("/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/"))
    for way in ("/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/"):
        assert client.get(way).status_code == 200
    assert client.post("/accounts/reauthenticate/", {"password": "wrong"}).status_code == 200
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


@pytest.mark.django_db
def test_passkeys_are_listed_renamed_and_removed(client: Client, suzuki: Staff) -> None:
    key = Authenticator.objects.create(
        user=suzuki.user, type="webauthn", data={"name": "机のPC", "credential": {"clientExtensionResults": {}}}
    )
    assert "机のPC" in client.get("/accounts/2fa/webauthn/").content.decode()
    edit = f"/accounts/2fa/webauthn/keys/{key.pk}/edit/"
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"name": "自宅のPC"}).status_code == 302
    remove = f"/accounts/2fa/webauthn/keys/{key.pk}/remove/"
    assert "自宅のPC" in client.get(remove).content.decode()
    assert client.post(remove).status_code == 302
    assert not Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.django_db
def test_signing_out_everywhere_else(client: Client, suzuki: Staff) -> None:
    other = Client()
    sign_in(other, "suzuki@example.jp")
    assert other.get("/settings/").status_code == 200
    assert client.post("/accounts/sessions/").status_code == 302
    assert other.get("/settings/").status_code == 302
    assert client.get("/settings/").status_code == 200


@pytest.mark.django_db
def test_the_address_is_not_changed_here(client: Client) -> None:
    assert client.get("/accounts/email/")["Location"] == "/settings/me/"
