"""Events reach a real receiver on the loopback: signed, again when it fails, never into our own network."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from yorisoi.customers.testing import make_customer
from yorisoi.desk import public as desk
from yorisoi.desk.testing import Case
from yorisoi.integrations import actions
from yorisoi.integrations.actions import deliveries as sending
from yorisoi.integrations.models import Attempt, Delivery, Endpoint, EndpointStop
from yorisoi.integrations.sending import guarding, posting, signing
from yorisoi.integrations.tests.receiver import Receiver, receiving
from yorisoi.kernel import clock, jobs
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand, Staff, actor

EVERY = ["case.opened", "case.replied", "case.assigned", "case.resolved", "case.reopened", "customer.created"]


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.WEBHOOKS_PRIVATE = True
    with receiving() as running:
        yield running


def _endpoint(brand: Brand, url: str, events: list[str] = EVERY) -> tuple[UUID, str]:
    return actions.create_endpoint(actor=SYSTEM, brand_id=brand.id, url=url, events=events)


def _types(receiver: Receiver) -> list[str]:
    return [json.loads(body)["type"] for _headers, body in receiver.got]


def test_signature_is_that_of_the_specifications_test_vector() -> None:
    """The vector that the reference implementations share."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    made = signing.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_happens_is_told_and_verifies(receiver: Receiver, brand: Brand, case: Case, sato: Staff) -> None:
    _pk, secret = _endpoint(brand, receiver.url)
    person = actor(sato)
    desk.assign(actor=person, case_id=case.id, staff_id=sato.id)
    desk.reply(actor=person, case_id=case.id, draft=desk.Draft(text="はい", to=["yamada@example.com"]))
    desk.close(actor=person, case_id=case.id)
    desk.reopen(actor=person, case_id=case.id)
    make_customer(brand, "new@example.com", "新 規")
    jobs.run_pending()
    assert sorted(_types(receiver)) == sorted(EVERY[1:])
    for headers, body in receiver.got:
        told = Webhook(secret).verify(body, headers)
        assert told["data"]
        with pytest.raises(WebhookVerificationError):
            Webhook(signing.new_secret()).verify(body, headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body + b" ", headers)
    replied = next(json.loads(body) for _headers, body in receiver.got if b"case.replied" in body)
    assert replied["data"]["case"]["number"] == case.number
    assert replied["data"]["message_id"]
    assert not Delivery.objects.exclude(state="delivered").exists()
    attempt = Attempt.objects.first()
    assert attempt is not None
    assert (attempt.status, attempt.answer) == (200, "受け取りました")


def test_only_what_was_chosen_and_only_of_its_brand(
    receiver: Receiver, brand: Brand, other_brand: Brand, case: Case, other_case: Case
) -> None:
    _endpoint(brand, receiver.url, ["case.resolved"])
    desk.assign(actor=SYSTEM, case_id=case.id, staff_id=None)
    desk.close(actor=SYSTEM, case_id=other_case.id)
    desk.close(actor=SYSTEM, case_id=case.id)
    jobs.run_pending()
    assert _types(receiver) == ["case.resolved"]
    assert json.loads(receiver.got[0][1])["data"]["case"]["id"] == str(case.id)


def test_nothing_is_enqueued_where_nobody_wants_it(brand: Brand, case: Case) -> None:
    from yorisoi.kernel.models import Job

    jobs.run_pending()
    before = Job.objects.filter(name__startswith="integrations").count()
    desk.close(actor=SYSTEM, case_id=case.id)
    assert Job.objects.filter(name__startswith="integrations").count() == before == 0


def test_a_rolled_back_deed_is_told_nobody(receiver: Receiver, brand: Brand, case: Case) -> None:
    from yorisoi.kernel import unit

    _endpoint(brand, receiver.url)

    def half() -> None:
        with unit.work():
            desk.close(actor=SYSTEM, case_id=case.id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    jobs.run_pending()
    assert receiver.got == []


def test_it_is_tried_again_over_a_day_under_one_id(receiver: Receiver, brand: Brand, case: Case) -> None:
    _endpoint(brand, receiver.url, ["case.resolved"])
    receiver.status = 500
    start = clock.now()
    with clock.moved_to(start):
        desk.close(actor=SYSTEM, case_id=case.id)
        jobs.run_pending()
    moment, waits = start, []
    while (row := Delivery.objects.get()).next_at:
        waits.append(row.next_at - moment)
        moment = row.next_at
        with clock.moved_to(moment + timedelta(milliseconds=1)):
            jobs.run_pending()
    assert len(receiver.got) == 9
    assert len({headers["webhook-id"] for headers, _body in receiver.got}) == 1
    assert len({headers["webhook-timestamp"] for headers, _body in receiver.got}) == 9
    assert waits == sorted(waits)
    assert moment - start > timedelta(hours=24)
    assert Delivery.objects.get().state == "failed"


def test_an_endpoint_that_is_back_gets_what_waited(receiver: Receiver, brand: Brand, case: Case) -> None:
    _endpoint(brand, receiver.url, ["case.resolved"])
    receiver.status = 503
    desk.close(actor=SYSTEM, case_id=case.id)
    jobs.run_pending()
    assert Endpoint.objects.get().failing_since is not None
    receiver.status = 204
    with clock.moved_to(clock.now() + timedelta(minutes=1)):
        jobs.run_pending()
    assert Delivery.objects.get().state == "delivered"
    assert Endpoint.objects.get().failing_since is None


def test_given_up_after_days_with_a_notice(receiver: Receiver, brand: Brand, case: Case, sato: Staff) -> None:
    _endpoint(brand, receiver.url, ["case.resolved", "case.reopened"])
    receiver.status = 500
    desk.close(actor=SYSTEM, case_id=case.id)
    jobs.run_pending()
    with clock.moved_to(clock.now() + timedelta(days=3, minutes=1)):
        desk.reopen(actor=SYSTEM, case_id=case.id)
        jobs.run_pending(raising=False)
        assert EndpointStop.objects.get().reason == "failing"
        from yorisoi.workspace.testing import client_of

        assert receiver.url in client_of(sato).get("/notifications/").content.decode()
        receiver.got.clear()
        desk.close(actor=SYSTEM, case_id=case.id)
        jobs.run_pending(raising=False)
    assert receiver.got == []


def test_gone_is_gone(receiver: Receiver, brand: Brand, case: Case) -> None:
    pk, _secret = _endpoint(brand, receiver.url, ["case.resolved", "case.reopened"])
    receiver.status = 410
    desk.close(actor=SYSTEM, case_id=case.id)
    jobs.run_pending()
    assert EndpointStop.objects.get().reason == "gone"
    desk.reopen(actor=SYSTEM, case_id=case.id)
    jobs.run_pending()
    assert len(receiver.got) == 1
    receiver.status = 200
    actions.resume_endpoint(actor=SYSTEM, endpoint_id=pk)
    desk.close(actor=SYSTEM, case_id=case.id)
    jobs.run_pending()
    assert len(receiver.got) == 2


def test_two_secrets_are_valid_for_a_day(receiver: Receiver, brand: Brand, case: Case) -> None:
    pk, old = _endpoint(brand, receiver.url, ["case.resolved", "case.reopened"])
    new = actions.renew_secret(actor=SYSTEM, endpoint_id=pk)
    desk.close(actor=SYSTEM, case_id=case.id)
    jobs.run_pending()
    headers, body = receiver.got[0]
    for secret in (old, new):
        Webhook(secret).verify(body, headers)
    assert old not in str(Endpoint.objects.values().get())
    with clock.moved_to(clock.now() + timedelta(hours=25)):
        desk.reopen(actor=SYSTEM, case_id=case.id)
        jobs.run_pending()
    assert len(receiver.got[1][0]["webhook-signature"].split(" ")) == 1


def test_killed_after_sending_sends_again_under_the_same_id(
    receiver: Receiver, brand: Brand, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sent, and the process dies before it could write so down; its leases run out and the job is run again."""

    class Killed(BaseException):
        pass

    def die(*_given: object) -> None:
        raise Killed

    _endpoint(brand, receiver.url, ["case.resolved"])
    desk.close(actor=SYSTEM, case_id=case.id)
    with monkeypatch.context() as patch:
        patch.setattr(sending, "_write_down", die)
        with pytest.raises(Killed):
            jobs.run_pending()
    Endpoint.objects.update(busy_until=clock.now() + timedelta(seconds=60))  # the dead let go of nothing
    assert (len(receiver.got), Attempt.objects.count()) == (1, 0)
    with clock.moved_to(clock.now() + timedelta(minutes=2)):
        jobs.run_pending()
    assert [headers["webhook-id"] for headers, _body in receiver.got] == [receiver.got[0][0]["webhook-id"]] * 2
    assert Delivery.objects.get().state == "delivered"


def test_an_event_told_twice_is_one_delivery(receiver: Receiver, brand: Brand, case: Case) -> None:
    from yorisoi.integrations.contracts import EventKind
    from yorisoi.kernel.ids import uuid7

    _endpoint(brand, receiver.url)
    event_id = uuid7()
    for _each in range(2):
        actions.tell(kind=EventKind.CASE_RESOLVED, object_id=case.id, other="", event_id=event_id, at=clock.now())
        jobs.run_pending()
    assert len(receiver.got) == 1


def test_while_somebody_sends_nobody_else_does(receiver: Receiver, brand: Brand, case: Case) -> None:
    pk, _secret = _endpoint(brand, receiver.url, ["case.resolved"])
    Endpoint.objects.update(busy_until=clock.now() + timedelta(seconds=60))
    desk.close(actor=SYSTEM, case_id=case.id)
    jobs.run_pending()
    assert receiver.got == []
    with clock.moved_to(clock.now() + timedelta(seconds=90)):  # whoever it was died
        jobs.run_pending()
    assert len(receiver.got) == 1
    assert pk


def test_ping_and_again(receiver: Receiver, brand: Brand, sato: Staff) -> None:
    pk, _secret = _endpoint(brand, receiver.url)
    actions.ping(actor=actor(sato), endpoint_id=pk)
    jobs.run_pending()
    assert _types(receiver) == ["ping"]
    actions.send_again(actor=actor(sato), delivery_id=Delivery.objects.get().id)
    jobs.run_pending()
    assert receiver.got[0][0]["webhook-id"] == receiver.got[1][0]["webhook-id"]


def test_redirects_are_not_followed(receiver: Receiver) -> None:
    receiver.status = 302
    outcome = posting.post(receiver.url, {}, "{}")
    assert (outcome.status, outcome.good, len(receiver.got)) == (302, False, 1)


def test_an_endless_or_dripping_answer_has_an_end(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    def huge(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _each in range(64):
            try:
                handler.wfile.write(b"x" * 65536)
            except OSError:
                return

    receiver.answer = huge
    outcome = posting.post(receiver.url, {}, "{}")
    assert (outcome.status, len(outcome.answer)) == (200, posting.SHOWN)

    import threading

    over = threading.Event()

    def dripping(handler: Any) -> None:
        while not over.wait(0.05):
            try:
                handler.wfile.write(b"H")
            except OSError:
                return

    receiver.answer = dripping
    monkeypatch.setattr(posting, "ALL_SECONDS", 0.4)
    outcome = posting.post(receiver.url, {}, "{}")
    over.set()
    assert (outcome.status, outcome.error) == (0, posting.TOO_SLOW)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "localhost", "[::1]",
     "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "100.64.0.1",
     "2130706433"],
)  # fmt: skip
def test_no_way_into_our_own_network(settings: Settings, host: str) -> None:
    settings.WEBHOOKS_PRIVATE = False
    outcome = posting.post(f"https://{host}/", {}, "{}")
    assert outcome.status == 0
    assert outcome.error == posting.NOT_PUBLIC


def test_the_name_is_asked_once_and_its_answer_used(
    receiver: Receiver, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers with a public address first and with ours afterwards."""
    asked: list[str] = []

    def answers(host: str, *_given: Any, **_named: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", ("93.184.216.34" if len(asked) == 1 else "127.0.0.1", 80))]

    monkeypatch.setattr("socket.getaddrinfo", answers)
    settings.WEBHOOKS_PRIVATE = False
    assert guarding.pinned("rebind.example", 80) == "93.184.216.34"
    with pytest.raises(guarding.Forbidden):
        guarding.pinned("rebind.example", 80)
    assert len(asked) == 2


@pytest.mark.parametrize(
    "url",
    ["ftp://x.example/", "https://", "https://user:pw@x.example/", "https://x.example/#a", "http://x.example/", "x"],
)
def test_addresses_that_are_refused(brand: Brand, settings: Settings, url: str) -> None:
    from django.core.exceptions import ValidationError

    settings.WEBHOOKS_PRIVATE = False
    with pytest.raises(ValidationError) as refused:
        _endpoint(brand, url)
    assert "url" in refused.value.message_dict
