"""A web form comes in: a case like any other, but whoever typed an address has proven nothing by it."""

import pytest

from yorisoi.channels import public as channels
from yorisoi.channels.form.testing import Form, fill_in, make_form, with_number
from yorisoi.channels.testing import Mailbox
from yorisoi.customers import public as customers
from yorisoi.desk import actions
from yorisoi.desk.contracts import Continues, Kind, Link
from yorisoi.desk.models import Case, CaseLink, Message, Queue
from yorisoi.desk.testing import case_of, make_queue
from yorisoi.kernel import jobs
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand, Staff, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(brand: Brand, mailbox: Mailbox) -> Form:
    """The contact form of `brand`, answered from its mailbox."""
    return make_form(brand, reply_mailbox_id=mailbox.pk)


def receive(form: Form, **answers: str) -> Message:
    return Message.objects.get(id=actions.receive(received_id=fill_in(form, **answers)))


def test_opens_a_case_with_subject_text_and_customer(form: Form, queue: Queue) -> None:
    message = receive(form, subject="配送", body="荷物が届きません。")
    case = Case.objects.get()
    assert (case.subject, case.channel, case.queue_id, case.customer_name) == ("配送", "form", queue.id, "山田 太郎")
    assert (message.kind, message.body, message.author_address) == (Kind.IN, "荷物が届きません。", "yamada@example.com")
    assert case.customer_id in customers.names([case.customer_id] if case.customer_id else [])


def test_the_job_runs_it_into_the_queue_that_the_form_feeds(form: Form, queue: Queue, brand: Brand) -> None:
    web = make_queue(brand, "ウェブ", order=9)
    actions.route_mailbox(actor=SYSTEM, mailbox_id=form.mailbox_id, queue_id=web.id)
    received_id = fill_in(form)
    jobs.run_pending()
    assert Case.objects.get().queue_id == web.id
    assert channels.received_log(received_id)[-1].verb == "opened"


def test_the_customer_is_the_one_with_this_mail_address_but_unproven(form: Form, case: Case, sato: Staff) -> None:
    message = receive(form)
    later = case_of(message.id)
    assert later.id != case.id
    assert later.customer_id == case.customer_id
    assert message.notes == [{"code": "typed_address"}]
    page = client_of(sato).get(f"/cases/{later.number}/").content.decode()
    assert "フォームに入力されたアドレスです" in page


def test_who_types_anothers_address_does_not_get_into_their_case(form: Form, case: Case, queue: Queue) -> None:
    Queue.objects.update(continues=Continues.CUSTOMER)
    message = receive(form, subject=f"Re: [#{case.number}] 届かない")
    case.refresh_from_db()
    assert message.case_id != case.id
    assert case.message_count == 1
    assert CaseLink.objects.get(case=message.case_id).kind == Link.QUOTED


def test_who_types_our_address_is_none_of_us(form: Form, queue: Queue, suzuki: Staff) -> None:
    message = receive(form, email="suzuki@example.jp", name="鈴木 一郎")
    assert (message.kind, message.author_id) == (Kind.IN, None)


def test_a_stranger_cannot_name_a_customer_without_a_name(form: Form, brand: Brand, queue: Queue) -> None:
    known = customers.customer_from_sender(brand_id=brand.id, kind="email", address="yamada@example.com", name="")
    message = receive(form, name="偽 名前")
    assert case_of(message.id).customer_id == known
    assert customers.names([known])[known].display == "yamada@example.com"


def test_a_form_without_an_address_still_becomes_a_case(form: Form, queue: Queue) -> None:
    form.fields.filter(key="email").delete()
    message = receive(form)
    assert (case_of(message.id).customer_id, message.notes) == (None, [])


def test_the_operator_can_have_the_form_as_it_was_filled_in(form: Form, queue: Queue, sato: Staff) -> None:
    message = receive(form)
    answer = client_of(sato).get(f"/messages/{message.id}/original/")
    assert answer.status_code == 200
    assert ".json" in answer.headers["Content-Disposition"]
    assert "荷物が届きません。" in b"".join(answer).decode()


@pytest.mark.parametrize(
    ("number", "email", "code", "said"),
    [
        ("Ｃ－０１２３", "yamada@example.com", None, ""),
        ("C0123", "somebody@example.net", "number_of_another", "お客様番号 C0123 は登録がありますが"),
        ("C9999", "yamada@example.com", "number_unknown", "お客様番号 C9999 のお客様は登録されていません"),
    ],
)
def test_staff_are_told_whose_the_customer_number_is(
    form: Form, case: Case, sato: Staff, number: str, email: str, code: str | None, said: str
) -> None:
    with_number(form, case.customer_id, "C-0123")
    before = Case.objects.count()
    message = receive(form, customer_number=number, email=email)

    page = client_of(sato).get(f"/cases/{case_of(message.id).number}/").content.decode()
    assert said in page
    assert {each["code"] for each in message.notes} == {"typed_address"} | ({code} if code else set())
    assert Case.objects.count() == before + 1  # a number joins nothing
    assert (case_of(message.id).customer_id == case.customer_id) == (email == "yamada@example.com")


def test_number_of_another_brands_customer_is_nobodys(form: Form, other_case: Case, queue: Queue, sato: Staff) -> None:
    with_number(form, other_case.customer_id, "C-0123")
    message = receive(form, customer_number="C-0123")
    assert [each["code"] for each in message.notes] == ["typed_address", "number_unknown"]
