"""Opening a case by hand; finding cases and messages; who may hear what live."""

import pytest

from yorisoi.customers.testing import make_customer
from yorisoi.desk import actions, live
from yorisoi.desk.actions.senders import forwarded_sender
from yorisoi.desk.actions.threading import subject_number
from yorisoi.desk.contracts import Kind, NotPossible
from yorisoi.desk.models import Case, Contact, Message, Queue
from yorisoi.desk.queries import cases_of_customer, earlier_cases, found_cases, found_messages
from yorisoi.kernel.ids import uuid7
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.testing import Brand, Staff, actor

pytestmark = pytest.mark.django_db


def new(queue: Queue, **fields: object) -> actions.NewCase:
    values = {"queue_id": queue.id, "subject": "電話: 解約", "text": "解約したいとのこと", **fields}
    return actions.NewCase(**values)  # type: ignore[arg-type]


def test_a_call_becomes_a_case_of_its_taker(queue: Queue, brand: Brand, suzuki: Staff) -> None:
    customer = make_customer(brand, "yamada@example.com", "山田 太郎")
    pk = actions.open_case(actor=actor(suzuki), new=new(queue, kind=Kind.IN, channel="phone", customer_id=customer.id))
    case = Case.objects.get(id=pk)
    assert (case.assignee_id, case.status, case.customer_name) == (suzuki.id, "open", "山田 太郎")
    assert Contact.objects.get(case=case).channel == "phone"
    assert Message.objects.get(case=case).author_name == "山田 太郎"


def test_an_address_finds_or_makes_the_customer(queue: Queue, suzuki: Staff) -> None:
    pk = actions.open_case(actor=actor(suzuki), new=new(queue, address="new@example.com", name="新井 新"))
    assert Case.objects.get(id=pk).customer_name == "新井 新"


@pytest.mark.parametrize("fields", [{"subject": " "}, {"text": "\n"}])
def test_subject_and_text_are_wanted(queue: Queue, suzuki: Staff, fields: dict[str, str]) -> None:
    with pytest.raises(NotPossible):
        actions.open_case(actor=actor(suzuki), new=new(queue, **fields))


def test_not_in_another_brands_queue(queue: Queue, tanaka: Staff) -> None:
    with pytest.raises(NotFound):
        actions.open_case(actor=actor(tanaka), new=new(queue))
    assert not Case.objects.exists()


def test_not_with_another_brands_customer(queue: Queue, other_brand: Brand, suzuki: Staff) -> None:
    ogawa = make_customer(other_brand, "ogawa@example.com", "小川 次郎")
    with pytest.raises(NotFound):
        actions.open_case(actor=actor(suzuki), new=new(queue, customer_id=ogawa.id))
    assert not Case.objects.exists()


def test_search_results_are_only_what_one_may_see(case: Case, sato: Staff, tanaka: Staff) -> None:
    message_id = Message.objects.get(case=case).id
    assert found_cases(actor(sato), [case.id])[case.id].url == f"/cases/{case.number}/"
    assert "こんにちは" in found_messages(actor(sato), [message_id])[message_id].detail
    assert found_cases(actor(tanaka), [case.id]) == found_messages(actor(tanaka), [message_id]) == {}


def test_a_customers_cases_are_only_what_one_may_see(case: Case, sato: Staff, tanaka: Staff, queue: Queue) -> None:
    assert case.customer_id
    later = actions.open_case(actor=actor(sato), new=new(queue, customer_id=case.customer_id))
    assert [each.number for each in earlier_cases(actor(sato), later)] == [case.number]
    assert len(cases_of_customer(actor(sato), case.customer_id)) == 2
    assert cases_of_customer(actor(tanaka), case.customer_id) == []


def test_live_topics_are_for_those_who_may_read(case: Case, sato: Staff, tanaka: Staff) -> None:
    inbox, one = f"inbox:{case.brand_id}", f"case:{case.id}"
    assert live.may_hear_inbox(str(sato.user_id), inbox)
    assert live.may_hear_case(str(sato.user_id), one)
    assert not live.may_hear_inbox(str(tanaka.user_id), inbox)
    assert not live.may_hear_case(str(tanaka.user_id), one)
    assert not live.may_hear_inbox(str(sato.user_id), "inbox:everything")
    assert not live.may_hear_case(str(sato.user_id), f"case:{uuid7()}")


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Re: [#10234] 届かない", 10234),
        ("Re: 受付番号：10234", 10234),
        ("#10234", None),
        ("10234円", None),
        ("[#12]", None),
    ],
)
def test_numbers_in_subjects(subject: str, number: int | None) -> None:
    assert subject_number(subject) == number


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Fwd: x", "---------- Forwarded message ---------\nFrom: 林 <h@example.com>\n", ("h@example.com", "林")),
        ("転送: x", '----- 転送メッセージ -----\n差出人: "林 学" <H@example.com>\n', ("h@example.com", "林 学")),
        ("FW: x", "From: 林 学 [mailto:h@example.com]\nSent: 今日", ("h@example.com", "林 学")),
        ("Re: x", "From: h@example.com", None),
        ("Fwd: x", "よろしく", None),
    ],
)
def test_who_stands_in_a_forwarded_mail(subject: str, text: str, expected: tuple[str, str] | None) -> None:
    found = forwarded_sender(subject, text)
    assert (found and (found.address, found.name)) == expected
