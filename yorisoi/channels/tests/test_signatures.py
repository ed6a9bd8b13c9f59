"""A signature is learned as the longest common tail of a sender's mails, and folded, never deleted."""

from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from yorisoi.channels import public
from yorisoi.channels.actions.signatures import FORGET_AFTER, MAX_LINE, MAX_LINES
from yorisoi.channels.models import Mailbox, SenderTail
from yorisoi.channels.testing import arrive, mail
from yorisoi.workspace.contracts import SYSTEM

pytestmark = pytest.mark.django_db
SIGNATURE = "山田商店　仕入担当\n山田 太郎（やまだ）\n大阪の青果卸"
COUNT = iter(range(1, 10_000))


def new_part(mailbox: Mailbox, text: str, **fields: str) -> str:
    """What is shown of a mail that comes now; all of it must be in the whole text."""
    message = public.received(arrive(mailbox, mail(text, message_id=f"s{next(COUNT)}@example.com", **fields)))
    assert message.body_text.strip() == text.strip()
    return message.body_new


def test_what_ends_two_mails_is_the_signature(mailbox: Mailbox) -> None:
    assert new_part(mailbox, f"注文が届きません。\n\n{SIGNATURE}") == f"注文が届きません。\n\n{SIGNATURE}"
    assert (
        new_part(mailbox, f"届きました。\nありがとうございます。\n\n{SIGNATURE}\n")
        == "届きました。\nありがとうございます。"
    )
    assert new_part(mailbox, f"もう一件あります。\n\n{SIGNATURE}") == "もう一件あります。"


def test_the_common_tail_shrinks_to_what_all_mails_share(mailbox: Mailbox) -> None:
    new_part(mailbox, f"一通目です。\n\n今月の休業日：なし\n{SIGNATURE}")
    new_part(mailbox, f"二通目です。\n\n今月の休業日：なし\n{SIGNATURE}")
    assert new_part(mailbox, f"三通目です。\n\n{SIGNATURE}") == "三通目です。"
    assert SenderTail.objects.get().lines == [" ".join(line.split()) for line in SIGNATURE.split("\n")]


def test_a_tail_inside_a_paragraph_is_no_signature(mailbox: Mailbox) -> None:
    new_part(mailbox, "承知しました。\nよろしくお願いします。\n山田")
    text = "変更します。\nよろしくお願いします。\n山田"
    assert new_part(mailbox, text) == text


def test_the_same_text_twice_stays_whole(mailbox: Mailbox) -> None:
    for text in ("定期報告です。\n\n異常はありません。\n以上です。", "行\n\n" * 40):
        assert new_part(mailbox, text) == text.strip()
        assert new_part(mailbox, f"{text}\n ") == text.strip()


def test_a_mail_that_is_nothing_but_the_signature_stays(mailbox: Mailbox) -> None:
    for text in ("一通目です。", "二通目です。"):
        new_part(mailbox, f"{text}\n\n{SIGNATURE}")
    assert new_part(mailbox, SIGNATURE) == SIGNATURE


def test_a_mail_from_another_device_does_not_unlearn_it(mailbox: Mailbox) -> None:
    for text in ("一通目です。", "二通目です。"):
        new_part(mailbox, f"{text}\n\n{SIGNATURE}")
    for number in range(FORGET_AFTER - 1):
        new_part(mailbox, f"電車から送ります。\n{number}")
    assert new_part(mailbox, f"戻りました。\n\n{SIGNATURE}") == "戻りました。"


def test_a_new_signature_is_learned_after_a_while(mailbox: Mailbox) -> None:
    for text in ("一通目です。", "二通目です。"):
        new_part(mailbox, f"{text}\n\n{SIGNATURE}")
    moved = "新大阪商店\n山田 太郎\n移転しました"
    shown = [new_part(mailbox, f"{number}通目です。\n\n{moved}") for number in range(FORGET_AFTER + 1)]
    assert shown[0] == f"0通目です。\n\n{moved}"
    assert shown[-1] == f"{FORGET_AFTER}通目です。"


def test_senders_and_brands_are_apart(mailbox: Mailbox, other_mailbox: Mailbox) -> None:
    text = f"一通目です。\n\n{SIGNATURE}"
    assert new_part(mailbox, text) == text
    assert new_part(other_mailbox, text, to="support@momiji.example") == text
    assert new_part(mailbox, text, sender="hayashi@example.com") == text
    assert SenderTail.objects.count() == 3
    assert not SenderTail.objects.filter(digest__contains="yamada").exists()


def test_machines_teach_nothing(mailbox: Mailbox) -> None:
    message_id = arrive(mailbox, mail(f"不在です。\n\n{SIGNATURE}", headers=["Auto-Submitted: auto-replied"]))
    public.received(message_id)
    assert not SenderTail.objects.exists()


def test_reading_anew_does_not_confirm_itself(mailbox: Mailbox) -> None:
    text = f"一通目です。\n\n{SIGNATURE}"
    received_id: UUID = arrive(mailbox, mail(text))
    public.received(received_id)
    for _time in range(3):
        assert public.read_again(received_id, actor=SYSTEM).body_new == text


def test_what_is_kept_of_a_sender_is_bounded(mailbox: Mailbox) -> None:
    for number in range(3):
        new_part(mailbox, f"{number}\n\n" + "長" * 100_000 + "\n" + "行\n" * 5_000 + "終")
    row = SenderTail.objects.get()
    assert len(row.lines) <= MAX_LINES
    assert max(len(line) for line in row.lines) <= MAX_LINE


def test_a_batch_costs_two_statements_and_a_known_signature_one(
    mailbox: Mailbox, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from yorisoi.channels.actions.signatures import without_signatures
    from yorisoi.channels.email.reader import read
    from yorisoi.channels.models import Received

    rows = [arrive(mailbox, mail(f"{n}\n\n{SIGNATURE}", message_id=f"b{n}@example.com")) for n in range(20)]
    received = list(Received.objects.filter(pk__in=rows).order_by("pk"))
    pairs = [(row, read(mail(f"{n}\n\n{SIGNATURE}"))) for n, row in enumerate(received)]
    with django_assert_max_num_queries(2):
        shown = without_signatures(pairs)
    assert [content.body_new for content in shown][1:] == [str(n) for n in range(1, 20)]
    with django_assert_max_num_queries(1):
        without_signatures(pairs[:5])
