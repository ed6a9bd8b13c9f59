"""/settings/api/: allowed, refused, wrong method, other brand."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from yorisoi.integrations.models import ApiToken, TokenRevocation
from yorisoi.integrations.testing import ApiClient, own_token, service_token
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand, Staff, client_of

TOKEN = re.compile(r"yrs_[A-Za-z0-9]{8}_[A-Za-z0-9]{40}")


def test_a_token_is_made_and_shown_once(sato: Staff, brand: Brand) -> None:
    client = client_of(sato)
    assert client.get("/settings/api/new/").status_code == 200
    given = {"name": "受注システム", "scopes": ["cases:read"], "days": "90", f"brand_{brand.id.hex}": "operator"}
    answer = client.post("/settings/api/", given)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    text = TOKEN.findall(answer.content.decode())[0]
    assert ApiClient(text).get("/cases").status_code == 200
    listed = client.get("/settings/api/").content.decode()
    assert "受注システム" in listed
    assert not TOKEN.search(listed)


def test_own_roles(sato: Staff, brand: Brand) -> None:
    given = {"name": "x", "scopes": ["cases:read"], "days": "30", f"brand_{brand.id.hex}": "own"}
    client_of(sato).post("/settings/api/", given)
    assert ApiToken.objects.get().staff_id == sato.id


@pytest.mark.parametrize("lacks", ["name", "scopes", "days", "brand"])
def test_what_lacks_is_said(sato: Staff, brand: Brand, lacks: str) -> None:
    given = {"name": "x", "scopes": ["cases:read"], "days": "30", f"brand_{brand.id.hex}": "own"}
    given.pop(f"brand_{brand.id.hex}" if lacks == "brand" else lacks)
    answer = client_of(sato).post("/settings/api/", given)
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode() or "callout" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_revoked_by_a_button(sato: Staff, brand: Brand) -> None:
    text = own_token(sato, brand)
    token = ApiToken.objects.get()
    answer = client_of(sato).delete(f"/settings/api/{token.id}/")
    assert answer.headers["HX-Redirect"] == "/settings/api/"
    assert ApiClient(text).get("/cases").status_code == 401


def test_refused_and_wrong_method(suzuki: Staff, sato: Staff, brand: Brand) -> None:
    own_token(sato, brand)
    token = ApiToken.objects.get()
    client = client_of(suzuki)
    for path in ("/settings/api/", "/settings/api/new/"):
        assert client.get(path).status_code == 403
    assert client.post("/settings/api/", {}).status_code == 403
    assert client.delete(f"/settings/api/{token.id}/").status_code == 403
    assert client_of(sato).put("/settings/api/").status_code == 405
    assert client_of(sato).get(f"/settings/api/{token.id}/").status_code == 405
    assert Client().get("/settings/api/").status_code == 302
    assert not TokenRevocation.objects.exists()


def test_other_brands_tokens_are_not_seen(sato: Staff, brand: Brand, other_brand: Brand, suzuki: Staff) -> None:
    service_token(other_brand)
    theirs = ApiToken.objects.get()
    client = client_of(sato)
    assert theirs.prefix not in client.get("/settings/api/").content.decode()
    assert client.delete(f"/settings/api/{theirs.id}/").status_code == 404
    given = {"name": "x", "scopes": ["cases:read"], "days": "30", f"brand_{other_brand.id.hex}": "own"}
    assert client.post("/settings/api/", given).status_code == 422


def test_a_supervisor_sees_only_their_own(sato: Staff, suzuki: Staff, brand: Brand) -> None:
    workspace.give_role(actor=SYSTEM, staff_id=suzuki.id, role_key="supervisor", brand_id=brand.id)
    own_token(sato, brand)
    page = client_of(suzuki).get("/settings/api/").content.decode()
    assert ApiToken.objects.get().prefix not in page
    assert client_of(suzuki).delete(f"/settings/api/{ApiToken.objects.get().id}/").status_code == 404


def test_the_list_asks_little(
    sato: Staff, brand: Brand, suzuki: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(5):
        own_token(sato, brand)
    client = client_of(sato)
    client.get("/settings/api/")
    with django_assert_max_num_queries(8):
        client.get("/settings/api/")


def test_the_reference_is_open_and_holds_every_operation(db: None, sato: Staff) -> None:
    document = Client().get("/api/v1/openapi.json", headers={"accept-language": "ja"}).json()
    page = Client().get("/api/v1/docs", headers={"accept-language": "ja"}).content.decode()
    for path, operations in document["paths"].items():
        assert path in page
        for operation in operations.values():
            assert operation["summary"] in page
    assert client_of(sato).get("/api/v1/docs").status_code == 200
    assert Client().post("/api/v1/docs").status_code == 405
    assert '<script src="http' not in page
    english = Client().get("/api/v1/openapi.json", headers={"accept-language": "en"}).json()
    assert english["paths"]["/api/v1/cases"]["get"]["summary"] == "List cases"
