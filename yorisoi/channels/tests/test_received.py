"""What other capabilities read of a message that came in."""

from datetime import timedelta
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from yorisoi.channels import kinds, public
from yorisoi.channels.contracts import AutomaticKind, Party, ReceivedNote, UnknownMessage
from yorisoi.channels.models import Mailbox, Reading, Received
from yorisoi.channels.testing import arrive, mail
from yorisoi.channels.tokens import token
from yorisoi.kernel import audit, clock, files
from yorisoi.kernel.ids import uuid7
from yorisoi.workspace.contracts import SYSTEM

pytestmark = pytest.mark.django_db


def with_parts(html: str, *parts: str) -> bytes:
    """A mail with an HTML body and further parts."""
    every = [f"Content-Type: text/html; charset=utf-8\r\n\r\n{html}", *parts]
    body = "".join(f"--b\r\n{part}\r\n" for part in every) + "--b--\r\n"
    return (
        "From: a@example.com\r\nSubject: HTML\r\nMessage-ID: <html@x>\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: multipart/related; boundary=b\r\n\r\n{body}"
    ).encode()


def test_a_message_is_parsed_once_and_read_cheaply(
    mailbox: Mailbox, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    received_id = arrive(mailbox, mail("届きません。\n\n> 発送しました"))
    with django_assert_max_num_queries(7):  # two of them learn how the sender signs
        first = public.received(received_id)
    with django_assert_max_num_queries(3):
        again = public.received(received_id)
    assert first == again
    assert (first.subject, first.from_address, first.from_name) == ("届かない", "yamada@example.com", "山田 太郎")
    assert first.to == (Party("support@sakura.example"),)
    assert first.body_text.startswith("届きません。")
    assert (first.brand_id, first.mailbox_id, first.channel) == (mailbox.brand_id, mailbox.pk, "email")
    assert first.automatic is AutomaticKind.PERSON
    assert first.answer_automatically
    assert Received.objects.get().state == "parsed"


def test_nobody_knows_an_id_that_is_none() -> None:
    with pytest.raises(UnknownMessage):
        public.received(uuid7())


def test_attachments_become_files(mailbox: Mailbox) -> None:
    part = 'Content-Type: application/pdf; name="請求書.pdf"\r\nContent-Disposition: attachment\r\n\r\n%PDF-1.4'
    message = public.received(arrive(mailbox, with_parts("<p>本文</p>", part)))
    [attachment] = message.attachments
    assert (attachment.name, attachment.content_type, attachment.inline) == ("請求書.pdf", "application/pdf", False)
    assert files.read(attachment.file_id).startswith(b"%PDF")


def test_html_comes_as_a_safe_page_with_its_own_pictures(mailbox: Mailbox) -> None:
    picture = (
        "Content-Type: image/gif\r\nContent-ID: <logo@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    )
    html = '<p>本文<img src="cid:logo@x"><img src="https://spy.example/x.gif"><script>alert(1)</script></p>'
    received_id = arrive(mailbox, with_parts(html, picture))
    message = public.received(received_id)
    page = public.html(received_id, link=str.upper)
    assert "本文" in page
    assert 'src="data:image/gif;base64,R0lGOD' in page
    assert "script" not in page
    assert "spy.example" not in page
    assert message.remote_images == 1
    assert message.attachments[0].inline


def test_a_mail_without_html_has_no_page(mailbox: Mailbox) -> None:
    received_id = arrive(mailbox, mail())
    public.received(received_id)
    assert public.html(received_id, link=str) == ""
    assert public.layout(received_id) is None


def html_of(mailbox: Mailbox, html: str, *, remote_pictures: bool = False) -> str:
    received_id = arrive(mailbox, with_parts(html))
    public.received(received_id)
    return public.html(received_id, link=lambda target: f"/links/?to={target}", remote_pictures=remote_pictures)


def test_links_lead_to_a_page_of_ours_and_say_where_they_go(mailbox: Mailbox) -> None:
    page = html_of(mailbox, '<p><a title="https://bank.example/" href="https://x.example/?a=1&amp;b=2">銀行</a></p>')
    assert '<a href="/links/?to=https://x.example/?a=1&amp;b=2" title="https://x.example/?a=1&amp;b=2"' in page
    assert "bank.example" not in page


def test_text_that_looks_like_markup_of_ours_is_left_alone(mailbox: Mailbox) -> None:
    page = html_of(mailbox, '<p>&lt;img src="cid:0"&gt; &lt;a href="https://x.example/"&gt;</p>')
    assert '&lt;img src="cid:0"&gt; &lt;a href="https://x.example/"&gt;' in page


def test_pictures_on_other_servers_only_when_asked_for(mailbox: Mailbox) -> None:
    html = '<p><img alt="箱" src="http://pictures.example/a.png?b=1&amp;c=2"></p>'
    assert "pictures.example" not in html_of(mailbox, html)
    asked = html_of(mailbox, html, remote_pictures=True)
    assert '<img alt="箱" src="https://pictures.example/a.png?b=1&amp;c=2">' in asked


@pytest.mark.parametrize(
    ("html", "height"),
    [("<p>はい</p>", "short"), ("<p>行</p>" * 12, "middle"), ("<p>行</p>" * 60, "tall"), ("字" * 3000, "tall")],
)
def test_a_frame_has_about_the_room_its_mail_wants(mailbox: Mailbox, html: str, height: str) -> None:
    received_id = arrive(mailbox, with_parts(html))
    public.received(received_id)
    layout = public.layout(received_id)
    assert layout is not None
    assert (layout.height, layout.remote_pictures) == (height, 0)


def test_a_mail_that_breaks_the_reader_is_still_a_message_and_can_be_read_again(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(raw: bytes) -> kinds.Content:
        raise RecursionError("too deep")

    received_id = arrive(mailbox, mail())
    with monkeypatch.context() as patch:
        patch.setitem(kinds._kinds, "email", kinds.Kind(broken, "email", "eml"))
        message = public.received(received_id)
    assert message.body_text == ""
    assert [(each.code, "RecursionError" in each.detail) for each in message.notes] == [("unreadable", True)]
    assert "unreadable" in message.flags
    assert files.read(message.raw_file_id) == mail()
    assert Received.objects.get().state == "failed"
    assert public.received(received_id) == message
    mended = public.read_again(received_id, actor=SYSTEM)
    assert mended.body_text.startswith("こんにちは")
    assert mended.notes == ()
    assert [each.verb for each in audit.entries("received", received_id)] == ["channels.read_again"]


def test_a_date_in_the_future_is_the_moment_it_came(mailbox: Mailbox) -> None:
    future = (clock.now() + timedelta(days=400)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    raw = mail().replace(b"Sun, 22 Nov 2026 10:00:00 +0900", future.encode())
    message = public.received(arrive(mailbox, raw))
    assert message.sent_at == message.received_at
    assert "date_future" in message.flags


def test_a_mail_without_a_date_is_dated_by_its_arrival(mailbox: Mailbox) -> None:
    message = public.received(arrive(mailbox, mail().replace(b"Date:", b"X-Date:")))
    assert message.sent_at == message.received_at
    assert "date_missing" in message.flags


def test_automatic_mail_is_told_apart_and_never_answered_by_a_machine(mailbox: Mailbox) -> None:
    reply = public.received(arrive(mailbox, mail(headers=["Auto-Submitted: auto-replied"], message_id="a@x")))
    bulk = public.received(
        arrive(mailbox, mail(headers=["List-Id: <news.example>", "Precedence: bulk"], message_id="b@x"))
    )
    assert reply.automatic is AutomaticKind.AUTO_REPLY
    assert bulk.automatic is AutomaticKind.BULK
    assert not reply.answer_automatically
    assert not bulk.answer_automatically


def test_an_automatic_message_of_ours_that_comes_back_is_a_loop(mailbox: Mailbox) -> None:
    genuine, forged = token(uuid7()), f"y{'a' * 39}"
    ours = public.received(arrive(mailbox, mail(headers=[f"X-Yorisoi-Loop: {genuine}"], message_id="a@x")))
    other = public.received(arrive(mailbox, mail(headers=[f"X-Yorisoi-Loop: {forged}"], message_id="b@x")))
    assert ("loop" in ours.flags, ours.answer_automatically) == (True, False)
    assert ("loop" in other.flags, other.answer_automatically) == (False, True)


def test_the_log_tells_what_happened(mailbox: Mailbox) -> None:
    received_id = arrive(mailbox, mail())
    arrive(mailbox, mail())
    public.note_received([ReceivedNote(received_id, mailbox.pk, "matched", {"case": 123, "by": "token"})])
    assert [line.verb for line in public.received_log(received_id)] == ["stored", "repeated", "matched"]
    assert "123" in public.received_log(received_id)[-1].words


def test_a_reading_that_another_process_made_meanwhile_is_taken(mailbox: Mailbox) -> None:
    received_id: UUID = arrive(mailbox, mail())
    public.received(received_id)
    Received.objects.update(state="stored")  # as this process still believes
    assert public.received(received_id).subject == "届かない"
    assert Reading.objects.count() == 1
