"""Filters as words in the search box: what they let through, for whom, and what is said where one means nothing."""

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.test import Client

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import actions
from yorisoi.desk.contracts import Priority, Status
from yorisoi.desk.models import Case, Queue, Topic
from yorisoi.desk.testing import case_of, make_topic, received_case
from yorisoi.kernel import clock
from yorisoi.kernel.search import sieve
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import actor

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


def found(staff: Any, query: str, kind: str = "") -> set[str]:
    """The subjects of the cases on the first page of results."""
    page = page_of(staff, query, kind)
    numbers = Case.objects.values_list("number", "subject")
    return {subject for number, subject in numbers if f'href="/cases/{number}/' in page}


def page_of(staff: Any, query: str, kind: str = "", language: str = "ja") -> str:
    client = Client()
    client.force_login(staff.user, backend=BACKEND)
    client.cookies["django_language"] = language
    response = client.get("/search/", {"q": query, "kind": kind})
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def cases(mailbox: Mailbox, queue: Queue, suzuki: Any, topic: Topic) -> dict[str, Case]:
    """Three cases about 返金: 鈴木's on hold, nobody's about 配送, a closed one with a file."""
    made = {}
    for number, subject in enumerate(("鈴木の件", "誰かの件", "終えた件")):
        raw = mail(f"返金の{subject}について", subject=subject, message_id=f"{number}@example.com")
        if subject == "終えた件":
            letter = message_from_bytes(raw, policy=policy.SMTP)
            letter.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="領収書.pdf")
            raw = letter.as_bytes()
        made[subject] = case_of(actions.receive(received_id=arrive(mailbox, raw)))
    Case.objects.update(opened_at=clock.now())
    me = actor(suzuki)
    actions.assign(actor=me, case_id=made["鈴木の件"].id, staff_id=suzuki.id)
    tag = actions.create_tag(actor=SYSTEM, brand_id=mailbox.brand_id, name="至急")
    actions.set_tags(actor=me, case_id=made["鈴木の件"].id, tag_ids=[tag])
    actions.set_priority(actor=me, case_id=made["鈴木の件"].id, priority=Priority.URGENT)
    actions.set_topic(actor=me, case_id=made["誰かの件"].id, topic_id=make_topic(mailbox.brand, "遅れ", topic).id)
    actions.close(actor=me, case_id=made["終えた件"].id, outcome=Status.DONE)
    return made


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("返金", {"鈴木の件", "誰かの件", "終えた件"}),
        ("担当:自分 返金", {"鈴木の件"}),
        ("担当：なし　返金", {"誰かの件", "終えた件"}),
        ("返金 assignee:me", {"鈴木の件"}),
        ("担当:鈴木", {"鈴木の件"}),
        ("担当:すずき", {"鈴木の件"}),
        ("-担当:自分 状態:未完了", {"誰かの件"}),
        ("状態:完了", {"終えた件"}),
        ("状態:完了、保留 返金", {"終えた件"}),
        ("status:closed", {"終えた件"}),
        ("優先度:至急", {"鈴木の件"}),
        ("トピック:配送", {"誰かの件"}),
        ("トピック:遅れ 返金", {"誰かの件"}),
        ("タグ:至急 返金", {"鈴木の件"}),
        ("-タグ:至急 返金", {"誰かの件", "終えた件"}),
        ("窓口:お問い合わせ 状態:終了 返金", {"終えた件"}),
        ("添付:あり", {"終えた件"}),
        ("添付:なし 返金", {"鈴木の件", "誰かの件"}),
        ("受付:今日 返金", {"鈴木の件", "誰かの件", "終えた件"}),
        ("受付:昨日 返金", set()),
        ("お客様:山田 返金", {"鈴木の件", "誰かの件", "終えた件"}),
        ("期限:超過", set()),
    ],
)
def test_filters_narrow_what_is_found(
    cases: dict[str, Case], suzuki: Any, query: str, subjects: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(suzuki, query) == subjects
    monkeypatch.setattr(sieve, "MOST_FEW", 0)  # as where too many cases pass to be asked for one by one
    assert found(suzuki, query) == subjects


def test_messages_are_narrowed_by_their_case(cases: dict[str, Case], suzuki: Any) -> None:
    assert found(suzuki, "担当:自分 について", "message") == {"鈴木の件"}


def test_a_span_of_days_in_either_calendar(cases: dict[str, Case], suzuki: Any) -> None:
    Case.objects.filter(subject="誰かの件").update(opened_at=clock.now() - timedelta(days=40))
    today, then = clock.today(), clock.today() - timedelta(days=40)

    assert found(suzuki, f"受付:{then:%Y-%m-%d}") == {"誰かの件"}
    assert found(suzuki, f"受付:{today - timedelta(days=1):%Y-%m-%d}.. 返金") == {"鈴木の件", "終えた件"}
    assert found(suzuki, f"受付:令和{then.year - 2018}年{then.month}月{then.day}日") == {"誰かの件"}


def test_nothing_of_another_brand(cases: dict[str, Case], tanaka: Any) -> None:
    assert found(tanaka, "状態:未完了") == set()
    assert found(tanaka, "状態:未完了 返金") == set()
    page = page_of(tanaka, "担当:鈴木")
    assert "担当：「鈴木」に当たるものはありません。" in page
    assert "何も検索していません" in page


def test_a_word_that_means_nothing_is_named_and_nothing_is_searched(cases: dict[str, Case], suzuki: Any) -> None:
    page = page_of(suzuki, "担当:だれか 返金", language="en")

    assert "Assignee: nothing is called “だれか”." in page
    assert found(suzuki, "担当:だれか 返金") == set()
    assert found(suzuki, "受付:きのうくらい") == set()


def test_colons_of_ordinary_texts_are_text(mailbox: Mailbox, queue: Queue, suzuki: Any) -> None:
    received_case(
        mailbox, subject="Re: 入荷", text="件名:入荷のお知らせ https://example.com/a", message_id="r@example.com"
    )

    assert found(suzuki, "Re: 入荷") == {"Re: 入荷"}
    assert found(suzuki, "件名:入荷") == {"Re: 入荷"}


def test_values_are_offered_while_a_filter_is_begun(suzuki: Any, queue: Queue) -> None:
    client = Client()
    client.force_login(suzuki.user, backend=BACKEND)

    page = client.get("/search/", {"q": "返金 担当:", "partial": "1"}).content.decode()

    assert "?q=%E8%BF%94%E9%87%91+%E6%8B%85%E5%BD%93%3A%E8%87%AA%E5%88%86" in page


def test_pages_of_a_filter_alone_reach_every_case_once(mailbox: Mailbox, queue: Queue, suzuki: Any) -> None:
    for number in range(45):
        received_case(mailbox, subject=f"件{number:02}", message_id=f"p{number}@example.com")
    client = Client()
    client.force_login(suzuki.user, backend=BACKEND)
    seen: list[int] = []
    address = "/search/?q=状態:未完了"
    while address:
        page = client.get(address).content.decode()
        seen += [
            number for number in Case.objects.values_list("number", flat=True) if f'href="/cases/{number}/"' in page
        ]
        more = page.partition('data-more="')[2].partition('"')[0].replace("&amp;", "&")
        address = f"/search/{more}" if more else ""

    assert len(seen) == len(set(seen)) == 45


def test_files_are_found_by_their_names(cases: dict[str, Case], suzuki: Any) -> None:
    assert found(suzuki, "領収書") == {"終えた件"}
    assert "<mark>領収書</mark>.pdf" in page_of(suzuki, "領収書")
    assert found(suzuki, "添付:あり 領収証") == {"終えた件"}
