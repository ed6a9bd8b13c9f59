"""/api/v1/cases through a token: what is seen, what is refused, what is written."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from yorisoi.channels.testing import Mailbox
from yorisoi.desk.testing import Case, Message, Queue, Topic, received_case
from yorisoi.integrations.testing import ApiClient, own_token, service_token
from yorisoi.kernel.audit import entries
from yorisoi.workspace.testing import Brand, Staff


@pytest.fixture
def api(sato: Staff, brand: Brand) -> ApiClient:
    return ApiClient(own_token(sato, brand))


def test_reads_what_its_person_may_read(api: ApiClient, case: Case, other_case: Case) -> None:
    listed = api.get("/cases").json()
    assert [row["number"] for row in listed["data"]] == [case.number]
    assert listed["next_cursor"] is None
    answer = api.get(f"/cases/{case.number}")
    assert answer.status_code == 200
    assert answer.json()["subject"] == case.subject
    assert answer.json()["priority"] == "normal"
    assert answer.headers["ETag"] == f'"v{case.version}"'
    refused = api.get(f"/cases/{other_case.number}")
    assert refused.status_code == 404
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert api.get("/cases", brand_id=str(other_case.brand_id)).json()["data"] == []


def test_a_token_without_the_scope_is_refused(sato: Staff, brand: Brand, case: Case) -> None:
    reading = ApiClient(own_token(sato, brand, scopes=["cases:read"]))
    assert reading.get("/cases").status_code == 200
    assert reading.post(f"/cases/{case.number}/closure", {}).status_code == 403
    assert reading.get(f"/cases/{case.number}/messages").status_code == 403
    case.refresh_from_db()
    assert case.is_open


def test_a_role_without_the_permission_is_refused(brand: Brand, case: Case) -> None:
    viewer = ApiClient(service_token(brand, "viewer"))
    assert viewer.get("/cases").status_code == 200
    answer = viewer.post(f"/cases/{case.number}/closure", {})
    assert answer.status_code == 403
    assert "desk.case.close" in answer.json()["detail"]


def test_wrong_method_and_wrong_address(api: ApiClient, case: Case) -> None:
    answer = api.send("PUT", f"/cases/{case.number}", {})
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) >= {"GET", "PATCH"}
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert api.get("/nothing").status_code == 404


def test_pages_do_not_move_when_cases_come(api: ApiClient, mailbox: Mailbox, queue: Queue) -> None:
    numbers = [received_case(mailbox, message_id=f"m{each}@example.com").number for each in range(5)]
    first = api.get("/cases", limit=2).json()
    assert [row["number"] for row in first["data"]] == numbers[:-3:-1]
    received_case(mailbox, message_id="later@example.com")
    second = api.get("/cases", limit=2, cursor=first["next_cursor"]).json()
    third = api.get("/cases", limit=2, cursor=second["next_cursor"]).json()
    assert [row["number"] for row in [*second["data"], *third["data"]]] == numbers[2::-1]
    assert third["next_cursor"] is None
    wrong = api.get("/cases", cursor="xyz")
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["field"] == "cursor"


def test_filters(api: ApiClient, case: Case, topic: Topic) -> None:
    assert api.get("/cases", status="new", priority="normal", open="true").json()["data"]
    assert not api.get("/cases", status="done").json()["data"]
    assert not api.get("/cases", topic_id=str(topic.id)).json()["data"]
    assert api.get("/cases", customer_id=str(case.customer_id)).json()["data"]
    assert not api.get("/cases", opened_from="2200-01-01T00:00:00Z").json()["data"]
    answer = api.get("/cases", status="nonsense", limit=0)
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["errors"]} == {"status", "limit"}


def test_opens_a_case_for_a_customer(api: ApiClient, queue: Queue, topic: Topic, sato: Staff) -> None:
    body: dict[str, Any] = {
        "queue_id": str(queue.id), "subject": "電話で問い合わせ", "text": "届いていないそうです", "channel": "phone",
        "address": "kimura@example.com", "name": "木村 葵", "priority": "high", "topic_id": str(topic.id),
    }  # fmt: skip
    answer = api.post("/cases", body)
    assert answer.status_code == 201, answer.content
    made = Case.objects.get(number=answer.json()["number"])
    assert answer.headers["Location"] == f"/api/v1/cases/{made.number}"
    assert (made.customer_name, made.priority, made.topic_id, made.assignee_id) == ("木村 葵", 2, topic.id, sato.id)


def test_wrong_fields_are_named_in_the_callers_language(sato: Staff, brand: Brand, queue: Queue) -> None:
    api = ApiClient(own_token(sato, brand), language="ja")
    answer = api.post("/cases", {"queue_id": "x", "text": "", "colour": 1})
    assert answer.status_code == 422
    told = {each["field"]: each["detail"] for each in answer.json()["errors"]}
    assert set(told) == {"queue_id", "subject", "text", "colour"}
    assert told["subject"] == "このフィールドは必須です。"
    assert answer.headers["Content-Language"] == "ja"
    assert api.client.post("/api/v1/cases", "{", content_type="application/json").status_code == 400
    assert api.client.post("/api/v1/cases", {"a": 1}).status_code == 415
    assert not Case.objects.exists()


def test_a_case_of_one_brand_is_not_hung_on_anothers_customer(
    takahashi: Staff, brand: Brand, other_brand: Brand, queue: Queue, ogawa: Any
) -> None:
    api = ApiClient(own_token(takahashi, brand, other_brand))
    body = {"queue_id": str(queue.id), "subject": "x", "text": "y", "customer_id": str(ogawa.id)}
    answer = api.post("/cases", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "customer_id"
    assert not Case.objects.exists()


def test_changes_all_or_nothing(api: ApiClient, case: Case, topic: Topic, sato: Staff) -> None:
    path = f"/cases/{case.number}"
    answer = api.send("PATCH", path, {"subject": "別の件名", "topic_id": str(case.id)})
    assert answer.status_code == 409
    case.refresh_from_db()
    assert case.subject != "別の件名"
    changes = {"subject": "別の件名", "topic_id": str(topic.id), "priority": "urgent", "assignee_id": str(sato.id)}
    answer = api.send("PATCH", path, changes)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["subject"], told["topic_path"], told["priority"]) == ("別の件名", "配送", "urgent")
    assert told["assignee_name"] == "佐藤 花子"
    assert api.send("PATCH", path, {"topic_id": None}).json()["topic_id"] is None


def test_nobody_writes_over_what_another_changed(api: ApiClient, case: Case) -> None:
    path = f"/cases/{case.number}"
    tag = api.get(path).headers["ETag"]
    assert api.send("PATCH", path, {"priority": "high"}, if_match=tag).status_code == 200
    late = api.send("PATCH", path, {"priority": "low"}, if_match=tag)
    assert late.status_code == 412
    assert late.headers["ETag"] == api.get(path).headers["ETag"] != tag
    assert api.get(path).json()["priority"] == "high"
    assert api.send("PATCH", path, {"priority": "low"}, if_match="W/3").status_code == 400
    assert api.send("PATCH", path, {"priority": "low"}, if_match="*").status_code == 200


def test_closes_holds_and_reopens(api: ApiClient, case: Case) -> None:
    path = f"/cases/{case.number}"
    assert api.post(f"{path}/start").json()["status"] == "open"
    assert api.post(f"{path}/hold", {"reason": "customer"}).json()["status"] == "pending"
    assert api.send("DELETE", f"{path}/hold").json()["status"] == "new"
    assert api.post(f"{path}/closure", {"outcome": "no_action"}).json()["status"] == "no_action"
    again = api.post(f"{path}/closure", {})
    assert again.status_code == 409
    assert api.send("DELETE", f"{path}/closure").json()["closed_at"] is None


def test_a_topic_may_ask_for_a_record(api: ApiClient, case: Case, brand: Brand) -> None:
    from yorisoi.desk.testing import make_topic

    topic = make_topic(brand, "請求", needs_record=True)
    api.send("PATCH", f"/cases/{case.number}", {"topic_id": str(topic.id)})
    answer = api.post(f"/cases/{case.number}/closure", {})
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["errors"]} == {"record.reason", "record.action", "record.outcome"}
    record = {"reason": "二重請求", "action": "取り消し", "outcome": "解決"}
    assert api.post(f"/cases/{case.number}/closure", {"record": record}).json()["status"] == "done"


def test_a_service_answers_under_its_own_name(brand: Brand, case: Case) -> None:
    api = ApiClient(service_token(brand))
    answer = api.post(f"/cases/{case.number}/replies", {"text": "本日発送しました。", "then": "done"})
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert told["to"] == ["yamada@example.com"]
    assert (told["kind"], told["author_name"], told["author_id"]) == ("out", "集計サービス", None)
    message = Message.objects.get(id=told["id"])
    assert message.outbound_id is not None
    case.refresh_from_db()
    assert (case.status, case.assignee_id) == ("done", None)
    assert {entry.actor_name for entry in entries("case", case.id).filter(verb="case.replied")} == {"集計サービス"}


def test_notes_and_messages(api: ApiClient, case: Case, other_case: Case) -> None:
    assert api.post(f"/cases/{case.number}/notes", {"text": "確認中"}).status_code == 201
    first = api.get(f"/cases/{case.number}/messages", limit=1).json()
    assert first["data"][0]["body"] == "確認中"
    second = api.get(f"/cases/{case.number}/messages", cursor=first["next_cursor"]).json()
    assert [each["kind"] for each in second["data"]] == ["in"]
    one = second["data"][0]["id"]
    assert api.get(f"/messages/{one}").json()["case_number"] == case.number
    other = Message.objects.get(case=other_case)
    assert api.get(f"/messages/{other.id}").status_code == 404
    assert api.get(f"/cases/{other_case.number}/messages").status_code == 404
    assert api.post(f"/cases/{other_case.number}/notes", {"text": "x"}).status_code == 404


def test_lists_ask_little(
    api: ApiClient, mailbox: Mailbox, queue: Queue, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(12):
        received_case(mailbox, message_id=f"q{each}@example.com")
    api.get("/cases")
    with django_assert_max_num_queries(4):
        assert len(api.get("/cases").json()["data"]) == 12
    with django_assert_max_num_queries(4):
        api.get("/cases/1001")
