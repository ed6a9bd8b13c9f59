"""The same call twice is done once and answered alike."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from yorisoi.desk.testing import Case, Message
from yorisoi.integrations import actions
from yorisoi.integrations.models import IdempotentCall
from yorisoi.integrations.testing import ApiClient, own_token, service_token
from yorisoi.kernel import clock
from yorisoi.workspace.testing import Brand, Staff


@pytest.fixture
def api(sato: Staff, brand: Brand) -> ApiClient:
    return ApiClient(own_token(sato, brand))


def _notes() -> int:
    return Message.objects.filter(kind="note").count()


def test_same_key_same_body_same_answer(api: ApiClient, case: Case) -> None:
    path = f"/cases/{case.number}/notes"
    first = api.post(path, {"text": "一度だけ"}, idempotency_key="k1")
    again = api.post(path, {"text": "一度だけ"}, idempotency_key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert _notes() == 1
    api.post(path, {"text": "一度だけ"}, idempotency_key="k2")
    assert _notes() == 2


def test_same_key_other_body_is_refused_with_words(api: ApiClient, case: Case) -> None:
    path = f"/cases/{case.number}/notes"
    api.post(path, {"text": "一"}, idempotency_key="k1")
    answer = api.post(path, {"text": "二"}, idempotency_key="k1")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"
    assert "another request" in answer.json()["errors"][0]["detail"]
    assert _notes() == 1
    assert api.post(path, {"text": "二"}, idempotency_key="\u3042" * 3).status_code == 400


def test_keys_belong_to_their_token(api: ApiClient, brand: Brand, case: Case) -> None:
    path = f"/cases/{case.number}/notes"
    api.post(path, {"text": "一"}, idempotency_key="k1")
    assert ApiClient(service_token(brand)).post(path, {"text": "二"}, idempotency_key="k1").status_code == 201


def test_a_refused_call_may_be_made_right_under_its_key(api: ApiClient, case: Case) -> None:
    path = f"/cases/{case.number}/closure"
    api.post(path, {})
    assert api.post(path, {}, idempotency_key="k1").status_code == 409
    assert not IdempotentCall.objects.exists()
    api.send("DELETE", path)
    assert api.post(path, {}, idempotency_key="k1").status_code == 200


def test_it_survives_a_crash_between(api: ApiClient, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends after the note was written and before the answer was kept: neither is there."""

    class Killed(BaseException):
        pass

    def die(**_named: object) -> None:
        raise Killed

    path = f"/cases/{case.number}/notes"
    with monkeypatch.context() as patch:
        patch.setattr("yorisoi.integrations.actions.keep_answer", die)
        with pytest.raises(Killed):
            api.post(path, {"text": "一度だけ"}, idempotency_key="k1")
    assert _notes() == 0
    assert api.post(path, {"text": "一度だけ"}, idempotency_key="k1").status_code == 201
    assert _notes() == 1


def test_answers_are_forgotten_after_a_day(api: ApiClient, case: Case) -> None:
    path = f"/cases/{case.number}/notes"
    api.post(path, {"text": "一"}, idempotency_key="k1")
    with clock.moved_to(clock.now() + timedelta(hours=25)):
        assert api.post(path, {"text": "二"}, idempotency_key="k1").status_code == 201
        actions.forget_calls()
        assert IdempotentCall.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_time_are_done_once(sato: Staff, brand: Brand, case: Case) -> None:
    token = own_token(sato, brand)
    start, answers = threading.Barrier(4), []

    def send() -> None:
        start.wait(20)
        try:
            answer = ApiClient(token).post(f"/cases/{case.number}/notes", {"text": "一度だけ"}, idempotency_key="k1")
            answers.append((answer.status_code, answer.content))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert _notes() == 1
