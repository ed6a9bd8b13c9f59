"""A case's timeline: twenty messages at a time with what happened among them."""

from datetime import timedelta
from typing import Any

import pytest
from markupsafe import Markup
from pytest_django import DjangoAssertNumQueries

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import actions, bulk
from yorisoi.desk.contracts import Kind
from yorisoi.desk.models import Case, Happening, Message, Queue
from yorisoi.desk.queries import timeline
from yorisoi.desk.queries.delivery_words import delivery_words
from yorisoi.desk.queries.sentences import VERBS, sentence
from yorisoi.desk.queries.texts import linked_text
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.testing import Staff, actor

pytestmark = pytest.mark.django_db


def long_case(queue: Queue, n: int) -> Case:
    now = clock.now()
    messages = [
        bulk.BulkMessage(Kind.IN if each % 2 == 0 else Kind.OUT, now - timedelta(hours=n - each), f"本文{each}")
        for each in range(n)
    ]
    (pk,) = bulk.make([bulk.BulkCase(brand_id=queue.brand_id, queue_id=queue.id, subject="長い", messages=messages)])
    return Case.objects.get(id=pk)


def test_twenty_newest_then_the_earlier_ones(queue: Queue, sato: Staff) -> None:
    case = long_case(queue, 45)
    seen: list[str] = []
    cursor = ""
    sizes = []
    while True:
        page = timeline(actor(sato), case.id, cursor)
        sizes.append(len(page.entries))
        seen = [str(entry.text) for entry in page.entries] + seen
        cursor = page.earlier
        if not cursor:
            break
    assert sizes == [20, 20, 5]
    assert seen == [f"本文{each}" for each in range(45)]


def test_what_happened_stands_between_the_messages(case: Case, sato: Staff) -> None:
    actions.assign(actor=actor(sato), case_id=case.id, staff_id=sato.id)
    actions.note(actor=actor(sato), case_id=case.id, text="メモ")
    entries = timeline(actor(sato), case.id).entries
    assert [entry.kind for entry in entries] == ["in", "event", "note"]
    assert sato.display_name in entries[1].text


def test_an_earlier_page_has_its_own_happenings_and_no_others(queue: Queue, sato: Staff) -> None:
    case = long_case(queue, 25)
    oldest, newest = Message.objects.filter(case=case).order_by("at")[1], Message.objects.filter(case=case).latest("at")
    for verb, at in (("early", oldest.at), ("late", newest.at)):
        Happening.objects.create(case=case, verb=verb, by_name="x", at=at + timedelta(minutes=1))
    first = timeline(actor(sato), case.id)
    second = timeline(actor(sato), case.id, first.earlier)
    assert [entry.text for entry in first.entries if entry.kind == "event"] == ["late (x)"]
    assert [entry.text for entry in second.entries if entry.kind == "event"] == ["early (x)"]


def test_a_reply_taken_back_is_not_shown(case: Case, sato: Staff) -> None:
    draft = actions.Draft(text="まちがい", to=["yamada@example.com"])
    message_id = actions.reply(actor=actor(sato), case_id=case.id, draft=draft)
    actions.take_back(actor=actor(sato), case_id=case.id, message_id=message_id)
    assert "まちがい" not in [entry.text for entry in timeline(actor(sato), case.id).entries]


def test_queries_do_not_grow(queue: Queue, sato: Staff, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    who = actor(sato)
    for n in (3, 20):
        case = long_case(queue, n)
        with django_assert_num_queries(3):
            timeline(who, case.id)


def test_another_brand_sees_nothing(case: Case, tanaka: Staff) -> None:
    with pytest.raises(NotFound):
        timeline(actor(tanaka), case.id)


def test_quotes_are_folded_and_attachments_listed(mailbox: Mailbox, queue: Queue, sato: Staff) -> None:
    text = "新しい本文です。\n\n2026年11月20日(金) 10:00 サポート <support@sakura.example>:\n> 前の文\n> もう一行"
    actions.receive(received_id=arrive(mailbox, mail(text)))
    (entry,) = timeline(actor(sato), Case.objects.get().id).entries
    assert entry.text == "新しい本文です。"
    assert entry.has_more


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_verb_has_a_sentence(language: str) -> None:
    from django.utils.translation import override

    data: dict[str, Any] = {
        "n": 2, "subject": "件", "to": "倉庫", "names": ["型番"], "hours": 3, "definition": "30日",
        "left": ["確認"], "items": "確認",
        "staff": "1", "name": "鈴木", "priority": 2, "outcome": "done", "by": "hand", "reason": "customer", "until": "",
        "addresses": ["a@example.com"], "number": 7, "before": "旧",
        "added": ["急ぎ"], "removed": [],
    }  # fmt: skip
    with override(language):
        for verb in VERBS:
            assert sentence(verb, "佐藤", data) != f"{verb} (佐藤)"
    assert sentence("unheard_of", "佐藤", {}) == "unheard_of (佐藤)"


def test_markup_in_texts_is_only_text_and_addresses_are_links() -> None:
    shown = linked_text('<script>alert(1)</script> https://example.com/?a=1&b="x" をご覧ください。https://a.jp/日本。')
    assert "<script>" not in shown
    assert 'href="https://example.com/?a=1&amp;b="' in shown
    assert '"x"' not in shown
    assert 'href="https://a.jp/日本"' in shown
    assert isinstance(shown, Markup)


@pytest.mark.parametrize(
    ("code", "text", "word"),
    [("550", "5.1.1 no such user", "no such address"), ("452", "", "no room"), ("599", "odd", "599 odd")],
)
def test_smtp_codes_become_words(code: str, text: str, word: str) -> None:
    from django.utils.translation import override

    with override("en"):
        assert word in delivery_words("failed", code, text)
        assert delivery_words("sent", "250", "ok") == "Sent"
        assert delivery_words("", "", "") == ""
