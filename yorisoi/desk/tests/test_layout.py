"""A mail's HTML on the case: a frame that can do nothing, pictures when asked for, links that say where they go."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import actions
from yorisoi.desk.models import Message, Queue
from yorisoi.desk.queries.messages import PERMIT_SECONDS
from yorisoi.desk.views.links import opening
from yorisoi.kernel import clock
from yorisoi.kernel.models import AuditEntry
from yorisoi.workspace.testing import Brand, Staff, client_of, make_staff

pytestmark = pytest.mark.django_db
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox"
HTML = "<p>はい<img src='https://track.example/x.gif'><a href='https://shop.example/'>店</a><script>x()</script></p>"


@pytest.fixture
def laid_out(mailbox: Mailbox, queue: Queue) -> Message:
    """A mail in HTML with a picture on another server."""
    raw = mail(HTML).replace(b"text/plain", b"text/html")
    return Message.objects.get(id=actions.receive(received_id=arrive(mailbox, raw)))


def at(name: str, message: Message) -> str:
    return reverse(f"desk:message-{name}", kwargs={"message_id": message.id})


def frame_address(client: Client, message: Message) -> str:
    """The frame's address after the pictures were asked for."""
    page = client.post(at("pictures", message)).content.decode()
    return unescape(page.split('src="')[1].split('"')[0])


def test_html_is_shown_only_in_a_page_that_can_do_nothing(laid_out: Message, sato: Staff) -> None:
    response = client_of(sato).get(at("html", laid_out))
    page = response.content.decode()
    assert response["Content-Security-Policy"] == POLICY
    assert response["Referrer-Policy"] == "no-referrer"
    assert "X-Frame-Options" not in response
    assert "<script" not in page
    assert "track.example" not in page


def test_the_case_page_asks_for_the_frame_only_when_it_is_opened(laid_out: Message, sato: Staff) -> None:
    page = client_of(sato).get(reverse("desk:case", kwargs={"number": laid_out.case.number})).content.decode()
    assert f"hx-get={at('layout', laid_out)} hx-target" in page
    assert "<iframe" not in page


def test_a_mail_without_words_is_shown_at_once(mailbox: Mailbox, queue: Queue, sato: Staff) -> None:
    raw = mail("<img src='https://track.example/x.gif'>").replace(b"text/plain", b"text/html")
    message = Message.objects.get(id=actions.receive(received_id=arrive(mailbox, raw)))
    page = client_of(sato).get(reverse("desk:case", kwargs={"number": message.case.number})).content.decode()
    assert f'hx-get={at("layout", message)} hx-trigger="load"' in page


def test_the_frame_tells_how_many_pictures_wait(laid_out: Message, sato: Staff) -> None:
    page = client_of(sato).get(at("layout", laid_out)).content.decode()
    assert f'src="{at("html", laid_out)}" sandbox="allow-popups allow-popups-to-escape-sandbox"' in page
    assert f'hx-post="{at("pictures", laid_out)}"' in page
    assert "（1 点）" in page


def test_pictures_are_loaded_for_who_asked_this_once_and_it_is_written_down(
    laid_out: Message, sato: Staff, suzuki: Staff
) -> None:
    client = client_of(suzuki)
    address = frame_address(client, laid_out)
    response = client.get(address)
    assert 'src="https://track.example/x.gif"' in response.content.decode()
    assert response["Content-Security-Policy"] == POLICY.replace("data:", "data: https:")
    assert response["Referrer-Policy"] == "no-referrer"
    entry = AuditEntry.objects.get(verb="message.pictures_loaded")
    assert (entry.actor_id, entry.object_id) == (suzuki.id, laid_out.id)
    assert suzuki.display_name in client.get(at("log", laid_out)).content.decode()
    assert "track.example" not in client.get(at("html", laid_out)).content.decode()
    assert "track.example" not in client_of(sato).get(address).content.decode()


def test_a_permit_ends(laid_out: Message, sato: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(sato)
    address = frame_address(client, laid_out)
    later = (clock.now() + timedelta(seconds=PERMIT_SECONDS + 5)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert "track.example" not in client.get(address).content.decode()


def test_a_permit_is_for_one_message(laid_out: Message, mailbox: Mailbox, sato: Staff) -> None:
    raw = mail(HTML, message_id="m2@example.com").replace(b"text/plain", b"text/html")
    second = Message.objects.get(id=actions.receive(received_id=arrive(mailbox, raw)))
    client = client_of(sato)
    permit = frame_address(client, laid_out).partition("?")[2]
    assert "track.example" not in client.get(f"{at('html', second)}?{permit}").content.decode()


def test_who_only_reads_may_not_load_pictures(laid_out: Message, brand: Brand) -> None:
    viewer = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", brand)
    assert client_of(viewer).get(at("layout", laid_out)).status_code == 200
    assert client_of(viewer).post(at("pictures", laid_out)).status_code == 403
    assert not AuditEntry.objects.filter(verb="message.pictures_loaded").exists()


@pytest.mark.parametrize(("name", "method"), [("html", "get"), ("layout", "get"), ("pictures", "post")])
def test_another_brand_sees_nothing_of_it(laid_out: Message, tanaka: Staff, name: str, method: str) -> None:
    assert getattr(client_of(tanaka), method)(at(name, laid_out)).status_code == 404


def test_a_link_leads_to_a_page_that_shows_its_target(laid_out: Message, sato: Staff) -> None:
    page = client_of(sato).get(at("html", laid_out)).content.decode()
    address = unescape(page.split('<a href="')[1].split('"')[0])
    response = Client().get(address)  # the frame sends no cookies
    shown = response.content.decode()
    assert response.status_code == 200
    assert "<bdi>shop.example</bdi>" in shown
    assert 'href="https://shop.example/" target="_blank" rel="noopener noreferrer nofollow"' in shown
    assert "script" not in response["Content-Security-Policy"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "X-Frame-Options" not in response


def test_only_links_that_we_wrote_are_shown() -> None:
    address = opening("https://shop.example/")
    for changed in (address.replace("shop", "evil"), address.split("&by=")[0], address.replace("&in=", "&in=x")):
        assert Client().get(changed).status_code == 404
    assert Client().post(address).status_code == 405


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "/inbox/", "//x.example/", "vbscript:x"])
def test_what_is_no_address_cannot_be_opened(target: str) -> None:
    assert opening(target) == ""


def test_a_name_in_foreign_letters_is_shown_both_ways() -> None:
    page = Client().get(opening("http://xn--eckwd4c7c.example/")).content.decode()
    assert "<bdi>ドメイン.example</bdi> <small>(xn--eckwd4c7c.example)</small>" in page
