"""A list that is an address of our own mailbox is the way its customers write to us, and no newsletter."""

import pytest

from yorisoi.channels import public
from yorisoi.channels.contracts import AutomaticKind, Party, ReceivedMessage
from yorisoi.channels.testing import Mailbox, arrive, mail

pytestmark = pytest.mark.django_db
FOOTER = (
    "\n\n-- \nYou received this message because you are subscribed to the Google Groups support group.\n"
    "To unsubscribe from this group and stop receiving emails from it, send an email to x+unsubscribe@sakura.example."
)
GOOGLE = [
    "Precedence: list",
    "Mailing-list: list {0}; contact {1}+owners@sakura.example",
    "List-ID: <{2}>",
    "X-Google-Group-Id: 12345",
    "List-Post: <https://groups.google.com/a/sakura.example/group/{1}/post>, <mailto:{0}>",
    "List-Unsubscribe: <mailto:googlegroups-manage+12345+unsubscribe@googlegroups.com>",
]
MAILMAN = ["Precedence: list", "List-Id: Support <{2}>", "X-BeenThere: {0}", "Errors-To: {1}-bounces@sakura.example"]


def through(headers: list[str], address: str, mailbox: Mailbox, *further: str, **fields: str) -> ReceivedMessage:
    local, list_id = address.partition("@")[0], address.replace("@", ".")
    lines = [each.format(address, local, list_id) for each in headers]
    return public.received(arrive(mailbox, mail(headers=[*lines, *further], **fields)))


@pytest.mark.parametrize("headers", [GOOGLE, MAILMAN])
def test_the_list_of_our_own_address_is_a_persons_way_to_us(mailbox: Mailbox, headers: list[str]) -> None:
    message = through(headers, "support@sakura.example", mailbox, text=f"届きません。{FOOTER}")
    assert message.automatic is AutomaticKind.PERSON
    assert message.answer_automatically
    assert message.from_address == "yamada@example.com"


@pytest.mark.parametrize("headers", [GOOGLE, MAILMAN])
def test_so_is_the_list_of_an_alias_and_no_other(mailbox: Mailbox, headers: list[str]) -> None:
    assert through(headers, "help@sakura.example", mailbox).automatic is AutomaticKind.BULK
    Mailbox.objects.update(config={"incoming": "lmtp", "aliases": ["help@sakura.example"]})
    mine = through(headers, "help@sakura.example", mailbox, message_id="m2@x")
    assert mine.automatic is AutomaticKind.PERSON


def test_a_list_of_another_brand_is_a_list(mailbox: Mailbox, other_mailbox: Mailbox) -> None:
    assert through(GOOGLE, other_mailbox.address, mailbox).automatic is AutomaticKind.BULK


def test_a_newsletter_that_comes_through_our_list_stays_one(mailbox: Mailbox) -> None:
    sent = {"text": "本日のお得な情報です。\n" + "商品のご案内。" * 60 + "\n配信停止はこちら https://example.com/out"}
    assert through(GOOGLE, "support@sakura.example", mailbox, **sent).automatic is AutomaticKind.BULK
    machine = through(GOOGLE, "support@sakura.example", mailbox, "Auto-Submitted: auto-generated", message_id="m2@x")
    assert machine.automatic is AutomaticKind.BULK


@pytest.mark.parametrize(
    ("sender", "further", "headers"),
    [
        (
            "'山田 太郎' via サポート <support@sakura.example>",
            "X-Original-From: 山田 太郎 <yamada@example.com>",
            GOOGLE,
        ),
        ("山田 太郎 via Support <support@sakura.example>", "Reply-To: yamada@example.com", MAILMAN),
        ("'山田 太郎' via サポート <support@sakura.example>", "X-Original-Sender: yamada@example.com", GOOGLE),
    ],
)
def test_a_list_that_writes_itself_into_from_hides_nobody(
    mailbox: Mailbox, sender: str, further: str, headers: list[str]
) -> None:
    message = through(headers, "support@sakura.example", mailbox, further, sender=sender)
    assert (message.from_address, message.from_name) == ("yamada@example.com", "山田 太郎")
    assert message.reply_to == ()


def test_answers_go_to_the_writer_and_not_back_to_our_list(mailbox: Mailbox) -> None:
    message = through(GOOGLE, "support@sakura.example", mailbox, "Reply-To: support@sakura.example, other@example.com")
    assert message.reply_to == (Party("other@example.com"),)


def test_all_addresses_of_a_mailbox_are_told(mailbox: Mailbox) -> None:
    Mailbox.objects.update(config={"aliases": ["Help@sakura.example"]})
    (info,) = public.mailboxes([mailbox.brand_id])
    assert info.addresses == ("support@sakura.example", "help@sakura.example")
