"""What was cut, is odd or automatic about a mail is told on its case, in the reader's language."""

import base64
import io
import zipfile
from collections.abc import Callable

import pytest
from django.utils.translation import override

from yorisoi.channels.contracts import Folded
from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import actions
from yorisoi.desk.models import Message, Queue
from yorisoi.desk.queries.timeline import Entry, entry_of
from yorisoi.desk.testing import case_of
from yorisoi.desk.views.drawing import drawn_entry

pytestmark = pytest.mark.django_db
HEAD = "From: yamada@example.com\r\nTo: support@sakura.example\r\nSubject: odd\r\nMessage-ID: <odd@example.com>\r\n"
DATE = "Date: Sun, 22 Nov 2026 10:00:00 +0900\r\n"


def raw(content_type: str, body: bytes, further: str = DATE) -> bytes:
    return f"{HEAD}{further}MIME-Version: 1.0\r\nContent-Type: {content_type}\r\n\r\n".encode() + body


def attached(name: str, content: bytes) -> bytes:
    head = f"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename={name}\r\n"
    return raw("application/octet-stream", base64.encodebytes(content), DATE + head)


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open("zeros", "w", force_zip64=True) as file:
        for _ in range(201):
            file.write(b"0" * 1_000_000)
    return packed.getvalue()


def deep_parts() -> bytes:
    parts = b"".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n".encode() for n in range(100))
    return raw("multipart/mixed; boundary=top", b"--top\r\n" + parts + b"\r\ndeep\r\n")


def links(count: int) -> bytes:
    return b"".join(b'<a href="https://example.com/%d">link</a><br>' % number for number in range(count))


def recipients(count: int) -> str:
    return "Cc: " + ",\r\n ".join(f"c{number}@example.com" for number in range(count)) + "\r\n"


HTML = "text/html; charset=utf-8"
# code: the mail, words in Japanese, words in English
TOLD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "html_too_deep": (lambda: raw(HTML, b"<div>" * 5_000 + b"x"), "階層を超えている", "shown simplified"),
    "html_cut": (lambda: raw(HTML, b"<p>x</p>" * 300_000), "HTMLが非常に長い", "The HTML is very long"),
    "text_cut": (lambda: raw("text/plain", b"x\r\n" * 1_500_000), "本文が非常に長い", "The text is very long"),
    "too_deep": (deep_parts, "24階層より深く", "24 levels deep"),
    "too_many_parts": (
        lambda: raw("multipart/mixed; boundary=b", b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 2_100),
        "最初の2,000個だけ",
        "first 2,000",
    ),
    "too_many_links": (lambda: raw(HTML, links(5_001)), "最初の5,000個", "first 5,000"),
    "many_recipients": (lambda: raw("text/plain", b"x", DATE + recipients(300)), "宛先は301件", "301 recipients"),
    "unpacks_to": (lambda: attached("b.zip", zip_bomb()), "「b.zip」は展開すると201 MB", "“b.zip” grows to 201 MB"),
    "file_cut": (lambda: attached("a.bin", b"abcdef").replace(b"YWJjZGVm", b"YWJjZGV"), "「a.bin」", "“a.bin” ends"),
    "date_future": (lambda: raw("text/plain", b"x", DATE.replace("2026", "2036")), "未来", "lies in the future"),
    "several_from": (lambda: b"From: b@example.com\r\n" + raw("text/plain", b"x"), "差出人が複数", "several senders"),
    "from_missing": (lambda: raw("text/plain", b"x").replace(b"From:", b"X-F:"), "差出人が書かれて", "not say who"),
    "encrypted": (
        lambda: raw("multipart/encrypted; boundary=b", b"--b\r\n\r\nx\r\n--b--"),
        "暗号化された",
        "is encrypted",
    ),
}


def put(mailbox: Mailbox, content: bytes) -> Message:
    return Message.objects.get(id=actions.receive(received_id=arrive(mailbox, content)))


def entry(message: Message) -> Entry:
    return entry_of(message.case_id, message.id)


@pytest.mark.parametrize("code", TOLD)
def test_it_is_told_in_the_language_of_who_reads(mailbox: Mailbox, queue: Queue, code: str) -> None:
    make, japanese, english = TOLD[code]
    message = put(mailbox, make())
    assert code in [each["code"] for each in message.notes]
    for language, words in (("ja", japanese), ("en", english)):
        with override(language):
            assert words in "".join(entry(message).notices)
            assert words in drawn_entry(entry(message))


def test_an_ordinary_mail_tells_nothing(mailbox: Mailbox, queue: Queue) -> None:
    assert put(mailbox, mail()).notes == []
    repaired = put(mailbox, mail(message_id="m2@x", headers=["Content-Transfer-Encoding: base64"]))
    assert repaired.notes == []


def test_a_sentence_of_old_stays_readable(mailbox: Mailbox, queue: Queue) -> None:
    message = put(mailbox, mail())
    Message.objects.filter(id=message.id).update(notice="An old sentence.", notes=["text/plain: shown in part only"])
    assert entry(message).notices == ("An old sentence.", "text/plain: shown in part only")


def test_the_same_id_with_another_body_is_a_new_message_and_says_so(mailbox: Mailbox, queue: Queue) -> None:
    first, second = put(mailbox, mail("一")), put(mailbox, mail("二"))
    assert first.id != second.id
    assert [each["code"] for each in second.notes] == ["same_id_other_body"]


def test_thousands_of_recipients_are_shown_in_part(mailbox: Mailbox, queue: Queue) -> None:
    message = put(mailbox, raw("text/plain", b"x", DATE + recipients(10_000)))
    with override("ja"):
        shown = entry(message)
    assert len(message.cc) == 10_000
    assert shown.copies.endswith("ほか9,980件")
    assert shown.copies.count("@") == 20


@pytest.mark.parametrize(
    ("text", "folded", "label"),
    [
        ("新しい。\n\n2026年11月20日(金) 10:00 さくら <s@sakura.example>:\n> 前", Folded.QUOTE, "引用部分を表示"),
        ("新しい。\n\n-- \n山田 太郎\n03-0000-0000", Folded.SIGNATURE, "署名を表示"),
        (
            "新しい。\n\n-- \n山田\n\n2026年11月20日(金) 10:00 さくら <s@sakura.example>:\n> 前",
            Folded.BOTH,
            "引用と署名を表示",
        ),
    ],
)
def test_the_label_says_what_is_folded(mailbox: Mailbox, queue: Queue, text: str, folded: Folded, label: str) -> None:
    message = put(mailbox, mail(text))
    assert (message.body, message.has_more, message.folded) == ("新しい。", True, folded)
    with override("ja"):
        assert f">{label}</summary>" in drawn_entry(entry(message))


def test_a_learned_signature_is_called_one(mailbox: Mailbox, queue: Queue) -> None:
    sign = "山田商店 山田太郎\n電話は平日のみ"
    for number, text in enumerate(("一つ目です。", "二つ目です。", "三つ目です。")):
        last = put(mailbox, mail(f"{text}\n\n{sign}", message_id=f"s{number}@example.com"))
    assert (last.body, last.folded) == ("三つ目です。", Folded.SIGNATURE)


def test_an_absence_is_shown_as_one(mailbox: Mailbox, queue: Queue) -> None:
    away = put(mailbox, mail("不在です", subject="自動応答: 不在", headers=["Auto-Submitted: auto-replied"]))
    answer = put(mailbox, mail("受け付けました", message_id="a@x", headers=["Auto-Submitted: auto-replied"]))
    with override("ja"):
        assert "自動応答(不在通知)" in drawn_entry(entry(away))
        assert "不在" not in drawn_entry(entry(answer))


def test_what_is_passed_on_is_whole_without_a_forwards_subject(mailbox: Mailbox, queue: Queue) -> None:
    banner = "-------- 転送されたメッセージ --------\n差出人: 林 <h@example.com>"
    text = f"ご確認ください。\n\n{banner}\n\n壊れました\n> 前の文"
    message = put(mailbox, mail(text, subject="故障の件"))
    assert (message.body, message.has_more, message.folded) == (text, False, Folded.NOTHING)
    assert case_of(message.id).customer_name == "山田 太郎"
