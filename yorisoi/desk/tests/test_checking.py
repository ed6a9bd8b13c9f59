"""Before an answer leaves: recipients, attachments, words, variables."""

from typing import Any

import pytest
from django.urls import reverse

from yorisoi.desk import actions
from yorisoi.desk.actions.checking import speaks_of_files
from yorisoi.desk.contracts import Confirming, SendingConcerns, Worry
from yorisoi.desk.models import BannedWord, Case, Message, SendingRule
from yorisoi.workspace.contracts import NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def concerns(who: Staff, case: Case, text: str = "はい", **fields: Any) -> list[Worry]:
    """What is asked; [] where the answer leaves."""
    values = {"to": ["yamada@example.com"], "confirmed": "", **fields}
    try:
        actions.reply(actor=actor(who), case_id=case.id, draft=actions.Draft(text=text, **values))
    except SendingConcerns as asked:
        assert not Message.objects.filter(case=case, kind="out").exists()
        return [each.worry for each in asked.concerns]
    return []


def test_an_ordinary_answer_leaves_unasked(case: Case, sato: Staff) -> None:
    assert concerns(sato, case) == []


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"cc": ["colleague@example.com"]}, [Worry.NEW]),
        ({"to": ["someone@elsewhere.example"]}, [Worry.NEW, Worry.DOMAIN]),
        ({"to": [f"p{n}@example.com" for n in range(5)]}, [Worry.NEW, Worry.MANY]),
        ({"text": "資料を添付いたします。"}, [Worry.ATTACHMENT]),
        ({"text": "{{お客様名}} 様"}, [Worry.VARIABLES]),
    ],
)
def test_unusual_ones_are_asked_about(case: Case, sato: Staff, fields: dict[str, Any], asked: list[Worry]) -> None:
    assert concerns(sato, case, **fields) == asked


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("資料を添付します", True),
        ("> 写真を添付します\nありがとうございます。", False),
        ("＞添付の件\nはい", False),
        ("Please see the attached file.", True),
        ("添付ファイルは不要です", False),
        ("attachéの方", False),
        ("同封の資料をご覧ください", True),
    ],
)
def test_attachments_in_what_was_written_newly(text: str, speaks: bool) -> None:
    assert speaks_of_files(text) is speaks


def test_exactly_what_was_seen_is_confirmed(case: Case, sato: Staff) -> None:
    draft = actions.Draft(text="はい", to=["yamada@example.com"], cc=["colleague@example.com"], confirmed="")
    with pytest.raises(SendingConcerns) as asked:
        actions.reply(actor=actor(sato), case_id=case.id, draft=draft)
    digest = asked.value.digest
    assert concerns(sato, case, "添付します", cc=["colleague@example.com"], confirmed=digest) == [
        Worry.NEW,
        Worry.ATTACHMENT,
    ]
    assert concerns(sato, case, cc=["colleague@example.com"], confirmed=digest) == []


def test_the_queue_says_when_recipients_are_confirmed(case: Case, sato: Staff) -> None:
    actions.set_confirming(actor=actor(sato), queue_id=case.queue_id, confirming=Confirming.ALWAYS)
    assert concerns(sato, case) == [Worry.ALL]
    actions.set_confirming(actor=actor(sato), queue_id=case.queue_id, confirming=Confirming.NEVER)
    assert concerns(sato, case, to=["x@elsewhere.example"]) == []


def test_words_are_warned_of_or_forbidden_however_they_are_written(case: Case, brand: Brand, sato: Staff) -> None:
    actions.ban_word(actor=actor(sato), brand_id=brand.id, word="ﾊﾞｶ", reason="失礼です")
    draft = actions.Draft(text="ばかでは", to=["yamada@example.com"], confirmed="")
    with pytest.raises(SendingConcerns) as asked:
        actions.reply(actor=actor(sato), case_id=case.id, draft=draft)
    assert "失礼です" in asked.value.concerns[0].words
    assert concerns(sato, case, "ばかでは", confirmed=asked.value.digest) == []
    actions.ban_word(actor=actor(sato), brand_id=brand.id, word="絶対に儲かる", forbids=True)
    draft = actions.Draft(text="絶対に儲かる", to=["yamada@example.com"])  # also where nobody is asked
    with pytest.raises(SendingConcerns) as refused:
        actions.reply(actor=actor(sato), case_id=case.id, draft=draft)
    again = actions.Draft(text="絶対に儲かる", to=["yamada@example.com"], confirmed=refused.value.digest)
    with pytest.raises(SendingConcerns):
        actions.reply(actor=actor(sato), case_id=case.id, draft=again)


def test_the_page_asks_and_sends_at_the_second_time(case: Case, sato: Staff) -> None:
    client, address = client_of(sato), reverse("desk:replies", kwargs={"number": case.number})
    given = {"text": "添付します", "to": "yamada@example.com"}
    asked = client.post(address, given, headers=HTMX)
    assert asked.status_code == 422
    page = asked.content.decode()
    digest = page.split('name="confirmed" value="')[1].split('"')[0]
    assert "添付します" in page
    assert client.post(address, given | {"confirmed": digest}, headers=HTMX).status_code == 200


def test_settings(case: Case, brand: Brand, other_brand: Brand, sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    client = client_of(sato)
    address = reverse("desk:sending")
    assert client.post(address, {"brand": brand.id, "word": ""}).status_code == 422
    assert (
        client.post(address, {"brand": brand.id, "word": "保証", "reason": "法務", "forbids": "1"}).status_code == 302
    )
    word = BannedWord.objects.get()
    assert "法務" in client.get(address).content.decode()
    rule = reverse("desk:sending-queue", kwargs={"queue_id": case.queue_id})
    client.post(rule, {"brand": brand.id, "confirming": "always"})
    assert SendingRule.objects.get().confirming == "always"
    with pytest.raises(NotAllowed):
        actions.ban_word(actor=actor(suzuki), brand_id=brand.id, word="x")
    with pytest.raises(NotFound):
        actions.allow_word(actor=actor(tanaka), word_id=word.id)
    client.post(reverse("desk:sending-word", kwargs={"word_id": word.id}), {"brand": brand.id})
    assert not BannedWord.objects.exists()
