"""Tokens: made, proved, narrowed, limited, revoked."""

import logging
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from yorisoi.desk.testing import Case
from yorisoi.integrations import actions
from yorisoi.integrations.contracts import SCOPES
from yorisoi.integrations.models import ApiToken
from yorisoi.integrations.testing import ApiClient, own_token, service_token
from yorisoi.kernel import clock, slots
from yorisoi.kernel.audit import entries
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import SYSTEM, NotAllowed
from yorisoi.workspace.testing import Brand, Staff, actor


def _status(token: str) -> int:
    return int(ApiClient(token).get("/cases").status_code)


def test_only_a_digest_is_kept(sato: Staff, brand: Brand) -> None:
    text = own_token(sato, brand)
    kept = ApiToken.objects.values().get()
    assert text.startswith(kept["prefix"])
    assert text not in str(kept)
    assert text.rpartition("_")[2] not in str(kept)
    assert _status(text) == 200


@pytest.mark.parametrize("wrong", ["", "Bearer", "yrs_abcdefgh_" + "x" * 40, "nonsense", "\u3042"])
def test_what_is_no_token_is_refused(db: None, wrong: str) -> None:
    client = ApiClient("x").client
    answer = client.get("/api/v1/cases", headers={"authorization": f"Bearer {wrong}".encode().decode("latin1")})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_right_prefix_with_another_secret_is_refused(sato: Staff, brand: Brand) -> None:
    text = own_token(sato, brand)
    assert _status(text[:-1] + ("A" if text[-1] != "A" else "B")) == 401


def test_a_browsers_session_opens_nothing(sato: Staff, brand: Brand) -> None:
    from yorisoi.workspace.testing import client_of

    assert client_of(sato).get("/api/v1/cases").status_code == 401


def test_expired_and_revoked_tokens_are_refused(sato: Staff, brand: Brand) -> None:
    text = own_token(sato, brand)
    with clock.moved_to(clock.now() + timedelta(days=31)):
        assert _status(text) == 401
    assert _status(text) == 200
    token = ApiToken.objects.get()
    actions.revoke_token(actor=actor(sato), token_id=token.id)
    assert _status(text) == 401
    assert [entry.verb for entry in entries("api_token", token.id)] == ["token.created", "token.revoked"]
    assert text not in str(list(entries("api_token", token.id).values()))


def test_it_ends_with_its_person(sato: Staff, brand: Brand) -> None:
    text = own_token(sato, brand)
    sato.active = False
    sato.save()
    sato.user.access_version += 1
    sato.user.save()
    assert _status(text) == 401


def test_it_may_no_more_than_its_person_and_only_in_its_brands(
    takahashi: Staff, brand: Brand, other_brand: Brand, case: Case, other_case: Case
) -> None:
    everywhere = ApiClient(own_token(takahashi, brand, other_brand))
    assert len(everywhere.get("/cases").json()["data"]) == 2
    here = ApiClient(own_token(takahashi, brand))
    assert [row["number"] for row in here.get("/cases").json()["data"]] == [case.number]
    assert here.get(f"/cases/{other_case.number}").status_code == 404


def test_nobody_makes_a_token_that_may_more_than_they(
    sato: Staff, suzuki: Staff, tanaka: Staff, brand: Brand, other_brand: Brand
) -> None:
    with pytest.raises(NotAllowed):
        own_token(suzuki, brand)  # an operator makes none
    with pytest.raises(NotAllowed):
        own_token(sato, other_brand)
    supervisor = actor(suzuki)
    workspace.give_role(actor=SYSTEM, staff_id=suzuki.id, role_key="supervisor", brand_id=brand.id)
    supervisor = workspace.actor_for(suzuki.user_id)
    actions.create_token(actor=supervisor, name="own", scopes=["cases:read"], places={brand.id: None}, days=1)
    with pytest.raises(NotAllowed):
        actions.create_token(actor=supervisor, name="x", scopes=["cases:read"], places={brand.id: "admin"}, days=1)
    with pytest.raises(ValidationError):
        actions.create_token(
            actor=actor(sato),
            name="x",
            scopes=["cases:read"],
            places={brand.id: None, other_brand.id: "viewer"},
            days=1,
        )


def test_every_scope_lets_through_permissions_that_there_are() -> None:
    offered = {permission.name for permission in slots.items("permission")}
    assert frozenset().union(*SCOPES.values()) <= offered


def test_use_is_noted_once_a_minute(sato: Staff, brand: Brand) -> None:
    text, start = own_token(sato, brand), clock.now()
    with clock.moved_to(start):
        _status(text)
    with clock.moved_to(start + timedelta(seconds=20)):
        _status(text)
    assert ApiToken.objects.get().last_used_at == start
    with clock.moved_to(start + timedelta(seconds=70)):
        _status(text)
    assert ApiToken.objects.get().last_used_at == start + timedelta(seconds=70)


def test_no_token_in_the_log(sato: Staff, brand: Brand, caplog: pytest.LogCaptureFixture) -> None:
    text = own_token(sato, brand)
    with caplog.at_level(logging.DEBUG):
        _status(text)
        ApiClient(text).post("/cases", {"queue_id": "x"})
        _status(text[:-1] + "!")
    assert text[:-1] not in caplog.text
    assert caplog.text


def test_so_many_calls_a_minute(sato: Staff, suzuki: Staff, brand: Brand, settings: Settings) -> None:
    _limited(sato, brand, settings)


@pytest.mark.real
def test_so_many_calls_a_minute_with_redis(
    sato: Staff, suzuki: Staff, brand: Brand, settings: Settings, redis_url: str
) -> None:
    _limited(sato, brand, settings)


def _limited(sato: Staff, brand: Brand, settings: Settings) -> None:
    settings.API_PER_MINUTE = 3
    api, other = ApiClient(own_token(sato, brand)), ApiClient(service_token(brand))
    moment = clock.now().replace(second=10, microsecond=0)
    with clock.moved_to(moment):
        answers = [api.get("/cases") for _each in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[0].headers["RateLimit"] == '"minute";r=2;t=50'
        assert answers[0].headers["RateLimit-Policy"] == '"minute";q=3;w=60'
        assert answers[3].headers["Retry-After"] == "50"
        assert other.get("/cases").status_code == 200
    with clock.moved_to(moment + timedelta(seconds=50)):
        assert api.get("/cases").status_code == 200


def test_what_is_too_large_is_refused(sato: Staff, brand: Brand, case: Case) -> None:
    api = ApiClient(own_token(sato, brand))
    assert api.post(f"/cases/{case.number}/notes", {"text": "あ" * 400_000}).status_code == 413
    assert api.post(f"/cases/{case.number}/notes", {"text": "a" * 100_001}).status_code == 422
