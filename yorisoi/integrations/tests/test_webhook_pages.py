"""/settings/webhooks/: allowed, refused, wrong method, other brand."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from yorisoi.integrations import actions
from yorisoi.integrations.models import Delivery, Endpoint, EndpointStop
from yorisoi.integrations.tests.receiver import receiving
from yorisoi.kernel import jobs
from yorisoi.kernel.audit import entries
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand, Staff, client_of

SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")


@pytest.fixture
def endpoint_id(brand: Brand) -> UUID:
    return _made(brand)


def _made(brand: Brand) -> UUID:
    return actions.create_endpoint(
        actor=SYSTEM, brand_id=brand.id, url="https://shop.example/hooks", events=["case.opened"]
    )[0]


def test_an_endpoint_is_added_and_its_secret_shown_once(sato: Staff, brand: Brand) -> None:
    client = client_of(sato)
    assert client.get("/settings/webhooks/new/").status_code == 200
    given = {"brand_id": str(brand.id), "url": "https://shop.example/hooks", "events": ["case.opened", "case.replied"]}
    answer = client.post("/settings/webhooks/", given)
    assert SECRET.search(answer.content.decode())
    assert answer.headers["Cache-Control"] == "no-store"
    endpoint = Endpoint.objects.get()
    assert endpoint.events == ["case.opened", "case.replied"]
    for path in ("/settings/webhooks/", f"/settings/webhooks/{endpoint.id}/"):
        page = client.get(path).content.decode()
        assert "https://shop.example/hooks" in page
        assert not SECRET.search(page)
    assert [entry.verb for entry in entries("webhook", endpoint.id)] == ["webhook.created"]


@pytest.mark.parametrize("wrong", [{"url": "x"}, {"url": "http://shop.example/"}, {"events": []}, {"events": ["ping"]}])
def test_what_is_wrong_is_said_at_its_field(sato: Staff, brand: Brand, wrong: dict[str, Any]) -> None:
    given = {"brand_id": str(brand.id), "url": "https://shop.example/", "events": ["case.opened"]} | wrong
    answer = client_of(sato).post("/settings/webhooks/", given)
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert not Endpoint.objects.exists()


def test_changed_stopped_taken_up_and_removed(sato: Staff, endpoint_id: UUID) -> None:
    client, path = client_of(sato), f"/settings/webhooks/{endpoint_id}/"
    assert client.post(path, {"url": "https://new.example/", "events": ["case.resolved"]}).status_code == 302
    assert Endpoint.objects.get().url == "https://new.example/"
    assert client.post(path, {"url": "nothing", "events": ["case.resolved"]}).status_code == 422
    client.post(f"{path}stop/")
    assert EndpointStop.objects.get().by_id == sato.id
    assert client.get(path).status_code == 200
    client.post(f"{path}resumption/")
    assert EndpointStop.objects.get().ended_at is not None
    assert SECRET.search(client.post(f"{path}secret/").content.decode())
    assert client.delete(path).headers["HX-Redirect"] == "/settings/webhooks/"
    assert not Endpoint.objects.exists()


def test_a_test_and_the_log(sato: Staff, brand: Brand, settings: Settings) -> None:
    settings.WEBHOOKS_PRIVATE = True
    with receiving() as receiver:
        endpoint_id, _secret = actions.create_endpoint(
            actor=SYSTEM, brand_id=brand.id, url=receiver.url, events=["case.opened"]
        )
        client, path = client_of(sato), f"/settings/webhooks/{endpoint_id}/"
        client.post(f"{path}test/")
        jobs.run_pending()
        page = client.get(path).content.decode()
        assert "<strong>200</strong>" in page
        assert "受け取りました" in page
        delivery = Delivery.objects.get()
        client.post(f"/settings/webhooks/deliveries/{delivery.id}/repetition/")
        jobs.run_pending()
        assert len(receiver.got) == 2
    assert client.get(f"{path}?after=x").status_code == 200


def test_refused_and_wrong_method(suzuki: Staff, sato: Staff, endpoint_id: UUID) -> None:
    client, path = client_of(suzuki), f"/settings/webhooks/{endpoint_id}/"
    for address in ("/settings/webhooks/", "/settings/webhooks/new/", path):
        assert client.get(address).status_code == 403
    for verb in ("", "test/", "stop/", "resumption/", "secret/"):
        assert client.post(path + verb, {}).status_code == 403
    assert client.delete(path).status_code == 403
    assert client.post(f"/settings/webhooks/deliveries/{endpoint_id}/repetition/").status_code == 403
    owner = client_of(sato)
    assert owner.get(f"{path}test/").status_code == 405
    assert owner.put("/settings/webhooks/").status_code == 405
    assert Client().get("/settings/webhooks/").status_code == 302
    assert Endpoint.objects.exists()


def test_other_brands_endpoints_are_not_there(sato: Staff, other_brand: Brand) -> None:
    theirs = _made(other_brand)
    actions.ping(actor=SYSTEM, endpoint_id=theirs)
    client, path = client_of(sato), f"/settings/webhooks/{theirs}/"
    assert "shop.example" not in client.get("/settings/webhooks/").content.decode()
    assert client.get(path).status_code == 404
    for verb in ("", "test/", "stop/", "resumption/", "secret/"):
        assert client.post(path + verb, {}).status_code == 404
    assert client.delete(path).status_code == 404
    delivery = Delivery.objects.get()
    assert client.post(f"/settings/webhooks/deliveries/{delivery.id}/repetition/").status_code == 404
    given = {"brand_id": str(other_brand.id), "url": "https://x.example/", "events": ["case.opened"]}
    assert client.post("/settings/webhooks/", given).status_code == 422


def test_the_pages_ask_little(
    sato: Staff, brand: Brand, endpoint_id: UUID, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(4):
        _made(brand)
        actions.ping(actor=SYSTEM, endpoint_id=endpoint_id)
    client = client_of(sato)
    client.get("/settings/webhooks/")
    with django_assert_max_num_queries(8):
        client.get("/settings/webhooks/")
    with django_assert_max_num_queries(9):
        client.get(f"/settings/webhooks/{endpoint_id}/")
