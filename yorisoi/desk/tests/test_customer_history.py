"""On a customer's page, all that was written; on an account's page, the cases of its people."""

from typing import Any

import pytest
from django.test import Client

from yorisoi.channels.testing import Mailbox
from yorisoi.customers.public import join_account
from yorisoi.desk import actions
from yorisoi.desk.actions.reply import Draft
from yorisoi.desk.models import Case, Queue
from yorisoi.desk.testing import received_case
from yorisoi.workspace.testing import Staff, actor, client_of

pytestmark = pytest.mark.django_db


def test_all_channels_newest_first_without_notes(case: Case, suzuki: Staff) -> None:
    actions.note(actor=actor(suzuki), case_id=case.id, text="社内だけの話")
    actions.reply(actor=actor(suzuki), case_id=case.id, draft=Draft("お調べします。", ["yamada@example.com"]))
    page = client_of(suzuki).get(f"/cases/history/{case.customer_id}/").content.decode()
    assert page.index("お調べします。") < page.index("こんにちは。")
    assert "社内だけの話" not in page


def test_older_ones_come_page_by_page(mailbox: Mailbox, queue: Queue, suzuki: Staff, yamada: Any) -> None:
    for number in range(25):
        received_case(mailbox, text=f"第{number}便", message_id=f"h{number}@example.com")
    client = client_of(suzuki)
    first = client.get(f"/cases/history/{yamada.id}/").content.decode()
    older = first.partition('hx-get="')[2].partition('"')[0]
    second = client.get(older).content.decode()
    shown = {number for number in range(25) if f"第{number}便" in first + second}
    assert len(shown) == 25
    assert "hx-get" not in second


def test_cases_of_an_account_are_those_of_its_people(case: Case, suzuki: Staff) -> None:
    assert case.customer_id is not None
    account = join_account(actor=actor(suzuki), customer_id=case.customer_id, name="桜商店", kind="company")
    page = client_of(suzuki).get(f"/cases/account/{account}/").content.decode()
    assert f"#{case.number}" in page


def test_other_brand_sees_nothing(case: Case, suzuki: Staff, tanaka: Staff) -> None:
    assert case.customer_id is not None
    account = join_account(actor=actor(suzuki), customer_id=case.customer_id, name="桜商店")
    assert "こんにちは" not in client_of(tanaka).get(f"/cases/history/{case.customer_id}/").content.decode()
    assert client_of(tanaka).get(f"/cases/account/{account}/").status_code == 404


def test_refused_and_wrong_method(case: Case, suzuki: Staff) -> None:
    address = f"/cases/history/{case.customer_id}/"
    assert Client().get(address).status_code == 302
    assert client_of(suzuki).post(address).status_code == 405
    assert client_of(suzuki).get(address, {"before": "x"}).status_code == 404
    assert client_of(suzuki).post(f"/cases/account/{case.customer_id}/").status_code == 405
