"""Its part of the fixed cast: a supervisor, and three cases of a Monday with known numbers."""

from datetime import UTC, datetime, timedelta

import pytest

from yorisoi.channels.testing import Mailbox
from yorisoi.desk import public as desk
from yorisoi.desk.contracts import Status
from yorisoi.desk.testing import Case, Queue, Topic, received_case
from yorisoi.kernel import clock, jobs
from yorisoi.workspace.testing import Brand, Staff, actor, make_staff

__all__ = ["MONDAY", "WEDNESDAY", "kobayashi", "monday", "nakamura"]

MONDAY = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # 10:00 in Tokyo, an ordinary Monday
WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def kobayashi(brand: Brand) -> Staff:
    """小林 真由美, supervisor of `brand`."""
    return make_staff("kobayashi@example.jp", "小林", "真由美", ("コバヤシ", "マユミ"), "supervisor", brand)


@pytest.fixture
def nakamura(other_brand: Brand) -> Staff:
    """中村 大輔, supervisor of `other_brand`."""
    return make_staff("nakamura@example.jp", "中村", "大輔", ("ナカムラ", "ダイスケ"), "supervisor", other_brand)


@pytest.fixture
def monday(mailbox: Mailbox, queue: Queue, topic: Topic, sato: Staff, suzuki: Staff) -> list[Case]:
    """Three questions at 10:00, 10:30 and 11:00. 佐藤 answers the first after 30 minutes and is done with it; 鈴木 the
    second after 90 and is done; the third is open, and nobody's. The first is about `topic`."""
    cases = []
    for number in range(3):
        with clock.moved_to(MONDAY + number * timedelta(minutes=30)):
            sender = f"客 {number} <customer{number}@example.com>"
            cases.append(received_case(mailbox, sender=sender, message_id=f"m{number}@example.com"))
    for case, who, after in ((cases[0], sato, 30), (cases[1], suzuki, 120)):
        with clock.moved_to(MONDAY + timedelta(minutes=after)):
            draft = desk.Draft(text="お答えします。", to=["customer@example.com"], then=Status.DONE)
            desk.reply(actor=actor(who), case_id=case.id, draft=draft)
    desk.set_topic(actor=actor(sato), case_id=cases[0].id, topic_id=topic.id)
    jobs.run_pending()
    return cases
