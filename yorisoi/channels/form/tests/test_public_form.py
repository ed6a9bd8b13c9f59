"""/forms/…/ as customers use it, without script and without cookies."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from yorisoi.channels import public
from yorisoi.channels.contracts import ReceivedNote
from yorisoi.channels.form import actions
from yorisoi.channels.form.models import Field, Form, SubmissionCount
from yorisoi.channels.form.testing import make_form, with_number
from yorisoi.channels.form.tests.browser import FILLED, opened, send, ticket_of
from yorisoi.channels.models import Received
from yorisoi.kernel import clock, files
from yorisoi.kernel.models import StoredFile
from yorisoi.workspace.testing import Brand, Staff, client_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 quittung"


def pdf(name: str = "領収書.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def document() -> dict[str, object]:
    """What was kept of the only message."""
    found: dict[str, object] = json.loads(files.read(Received.objects.get().file_id))
    return found


def test_anybody_may_open_it_in_both_languages(brand: Brand, suzuki: Staff) -> None:
    make_form(brand, languages="both", title_en="Contact us")
    for client in (Client(), client_of(suzuki)):
        assert "お問い合わせ内容" in client.get("/forms/contact/?lang=ja").content.decode()
        english = client.get("/forms/contact/?lang=en")
        assert "Your message" in english.content.decode()
        assert english.headers["Content-Language"] == "en"
    assert Client().get("/forms/contact/", headers={"accept-language": "en-GB"}).headers["Content-Language"] == "en"


def test_a_form_of_one_language_speaks_no_other(form: Form) -> None:
    answer = Client().get("/forms/contact/?lang=en", headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "ja"
    assert "必須" in answer.content.decode()


def test_unknown_and_switched_off_forms_are_not_found_and_other_verbs_refused(form: Form) -> None:
    assert Client().get("/forms/nothing/").status_code == 404
    assert Client().put("/forms/contact/").status_code == 405
    Form.objects.update(active=False)
    assert Client().get("/forms/contact/").status_code == 404
    assert Client().post("/forms/contact/", FILLED).status_code == 404


def test_no_page_sets_a_cookie_and_none_may_be_framed(form: Form) -> None:
    client = Client(enforce_csrf_checks=True)
    sent = send(client)
    thanks = client.get(sent["Location"])
    for answer in (client.get("/forms/contact/"), send(client, f_body=""), sent, thanks):
        assert not answer.cookies
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"
    assert thanks.headers["Cache-Control"] == "no-store"


def test_a_message_is_stored_before_thanks_are_said(form: Form) -> None:
    sent = send(Client())
    assert sent.status_code == 303
    row = Received.objects.get()
    assert (row.kind, row.mailbox_id, row.via) == ("form", form.mailbox_id, "form")
    kept = document()
    assert kept["sender"] == {"address": "yamada@example.com", "name": "山田 太郎"}
    assert kept["subject"] == "配送"
    page = Client().get(sent["Location"]).content.decode()
    assert str(kept["reference"]) in page
    assert "控え番号" in page


def test_the_number_is_shown_as_soon_as_there_is_one(form: Form) -> None:
    thanks = send(Client())["Location"]
    assert Client().get(f"{thanks.split('?')[0]}number/").status_code == 204
    row = Received.objects.get()
    public.note_received([ReceivedNote(row.pk, row.mailbox_id, "opened", {"case": 10234})])
    assert "10234" in Client().get(thanks).content.decode()
    assert Client().get(f"{thanks.split('?')[0]}number/").content == b"10234"
    assert Client().get("/forms/contact/thanks/made-up/").status_code == 404


def test_two_clicks_are_one_message(form: Form) -> None:
    ticket = opened(Client())
    first, second = (send(Client(), ticket=ticket) for _click in range(2))
    assert first["Location"] == second["Location"]
    assert Received.objects.count() == 1
    assert SubmissionCount.objects.get().sent == 1


def test_other_words_from_the_same_page_are_kept_too(form: Form) -> None:
    ticket = opened(Client())
    send(Client(), ticket=ticket)
    send(Client(), ticket=ticket, f_body="やっぱり届きました。")
    texts = [public.received(row.pk).body_text for row in Received.objects.order_by("id")]
    assert texts == ["届きません。", "やっぱり届きました。"]


def test_all_problems_stand_on_top_with_a_way_to_each_and_nothing_is_lost(form: Form) -> None:
    answer = send(Client(), f_name="", f_email="yamada", f_body="ここまで書いた。")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2 か所を直してください" in page
    for key in ("name", "email"):
        assert f'href="#q-{key}"' in page
        assert f'id="q-{key}-error"' in page
    assert 'value="yamada"' in page
    assert "ここまで書いた。</textarea>" in page
    assert page.count("「@」が必要です") == 2
    assert not Received.objects.exists()


def test_a_chosen_file_needs_not_be_chosen_again(form: Form) -> None:
    client = Client()
    ticket = opened(client)
    page = send(client, ticket=ticket, f_email="yamada", f_file=pdf()).content.decode()
    assert "領収書.pdf を送る" in page
    sign = page.split('name="k_file" value="')[1].split('"')[0]
    assert send(client, ticket=ticket, k_file=sign).status_code == 303
    found = public.received(Received.objects.get().pk).attachments
    assert [(each.name, each.size, each.content_type) for each in found] == [
        ("領収書.pdf", len(PDF), "application/pdf")
    ]


def test_a_file_that_was_sent_is_held_and_one_that_was_thrown_away_is_asked_for_again(form: Form) -> None:
    client = Client()
    ticket = opened(client)
    page = send(client, ticket=ticket, f_email="yamada", f_file=pdf()).content.decode()
    sign = page.split('name="k_file" value="')[1].split('"')[0]
    assert StoredFile.objects.exclude(loose_at=None).count() == 1
    StoredFile.objects.all().delete()
    answer = send(client, ticket=ticket, k_file=sign)
    assert (answer.status_code, Received.objects.count()) == (422, 0)
    assert "もう保管されていません" in answer.content.decode()
    ticket = opened(client)
    page = send(client, ticket=ticket, f_email="yamada", f_file=pdf()).content.decode()
    sign = page.split('name="k_file" value="')[1].split('"')[0]
    assert send(client, ticket=ticket, k_file=sign).status_code == 303
    assert not StoredFile.objects.exclude(loose_at=None).exists()


def test_nobody_gets_a_file_by_the_sign_of_another_page(form: Form) -> None:
    page = send(Client(), f_email="yamada", f_file=pdf()).content.decode()
    sign = page.split('name="k_file" value="')[1].split('"')[0]
    assert send(Client(), k_file=sign).status_code == 303
    assert public.received(Received.objects.get().pk).attachments == ()


def test_files_are_judged_by_their_content_and_refused_by_name(form: Form) -> None:
    program = SimpleUploadedFile("写真.png", b"MZ\x90\x00" + b"\x00" * 100, "image/png")
    page = send(Client(), f_file=program).content.decode()
    assert "「写真.png」はプログラムです" in page
    assert "「写真.png」は残っていません" in page
    Field.objects.filter(kind="file").update(variant="pictures")
    assert "は画像ではありません" in send(Client(), f_file=pdf()).content.decode()
    Field.objects.filter(kind="file").update(variant="", limit=1)
    large = pdf("大きい.pdf", PDF + b"x" * 1024 * 1024)
    assert "大きすぎます" in send(Client(), f_file=large).content.decode()
    assert not Received.objects.exists()


def test_more_than_we_read_gets_a_clear_answer(form: Form) -> None:
    answer = send(Client(), f_file=pdf(content=PDF + b"x" * (33 * 1024 * 1024)))
    assert answer.status_code == 413
    assert "ファイルが大きすぎます" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"website": "http://spam.example"}, "機械による送信かもしれない"),
        ({"after": timedelta(seconds=1)}, "ページを開いてすぐに"),
        ({"ticket": "made-up"}, "ページの情報が足りない"),
    ],
)
def test_what_looks_like_a_machine_is_asked_to_press_again(form: Form, given: dict[str, Any], said: str) -> None:
    client = Client()
    answer = send(client, **given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "届きません。</textarea>" in page
    assert not Received.objects.exists()
    assert send(client, ticket=ticket_of(page), after=timedelta(seconds=30)).status_code == 303


def test_a_page_that_lay_open_for_a_day_is_sent_by_a_second_press(form: Form) -> None:
    answer = send(Client(), after=timedelta(hours=25))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ページを開いてから時間がたった" in page
    assert send(Client(), ticket=ticket_of(page), after=timedelta(hours=25, seconds=1)).status_code == 303


def test_another_forms_ticket_is_none(form: Form, other_form: Form) -> None:
    assert send(Client(), ticket=opened(Client(), "momiji")).status_code == 422


def test_too_many_from_one_address_keep_what_they_wrote(brand: Brand) -> None:
    make_form(brand, confirms=False, hourly_limit=2)
    assert [send(Client(), f_body=f"{n}通目").status_code for n in range(3)] == [303, 303, 429]
    answer = send(Client(), f_body="まだ書いた")
    page = answer.content.decode()
    assert answer.headers["Retry-After"] == "3600"
    assert "いまは受け付けられません" in page
    assert "まだ書いた</textarea>" in page
    assert Received.objects.count() == 2
    assert send(Client(REMOTE_ADDR="198.51.100.4")).status_code == 303
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        assert send(Client()).status_code == 303


def test_too_many_attempts_write_no_more_files(brand: Brand) -> None:
    make_form(brand, confirms=False, hourly_limit=1)
    answers = [send(Client(), f_email="", f_file=pdf(content=PDF + bytes([n + 65]))) for n in range(7)]
    assert [each.status_code for each in answers] == [422] * 6 + [429]
    assert "「領収書.pdf」は残っていません" in answers[-1].content.decode()


def test_counts_name_nobody_and_are_forgotten(form: Form) -> None:
    send(Client())
    assert "127.0.0.1" not in str(SubmissionCount.objects.values_list())
    with clock.moved_to(clock.now() + timedelta(hours=3)):
        actions.forget_counts()
    assert not SubmissionCount.objects.exists()


def test_a_confirmation_page_shows_everything_and_sends_nothing(brand: Brand) -> None:
    make_form(brand)
    client = Client()
    ticket = opened(client)
    page = send(client, ticket=ticket, f_file=pdf()).content.decode()
    assert "入力内容の確認" in page
    assert "届きません。" in page
    assert "領収書.pdf" in page
    assert not Received.objects.exists()
    sign = page.split('name="k_file" value="')[1].split('"')[0]
    edited = send(client, ticket=ticket, step="edit", k_file=sign).content.decode()
    assert "届きません。</textarea>" in edited
    assert send(client, ticket=ticket, step="send", k_file=sign).status_code == 303
    assert len(public.received(Received.objects.get().pk).attachments) == 1


def test_language_and_size_are_switched_without_losing_a_word(brand: Brand) -> None:
    make_form(brand, languages="both", title_en="Contact us")
    ticket = opened(Client())
    values = {"ticket": ticket, "step": "edit", **FILLED}
    page = Client().post("/forms/contact/?lang=en&view=large", values).content.decode()
    assert "Your message" in page
    assert 'data-view="large"' in page
    assert "届きません。</textarea>" in page
    assert "problems" not in page


def test_html_of_strangers_stays_text(form: Form) -> None:
    sent = send(Client(), f_body="<script>alert(1)</script>", f_email="x<b>@example.com")
    assert "<script>alert" not in sent.content.decode()
    assert "&lt;script&gt;alert" in sent.content.decode()


def test_only_the_named_sites_may_frame_it(brand: Brand) -> None:
    make_form(brand, confirms=False, origins=["https://shop.example"])
    client = Client()
    answer = client.get("/forms/contact/?embed=https://shop.example")
    assert "frame-ancestors https://shop.example" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert 'data-parent="https://shop.example"' in answer.content.decode()
    assert "data-parent" not in client.get("/forms/contact/?embed=https://evil.example").content.decode()
    sent = client.post("/forms/contact/?embed=https://shop.example", {"ticket": "", **FILLED})
    assert "frame-ancestors https://shop.example" in sent.headers["Content-Security-Policy"]


def test_a_light_site_gets_a_light_form_to_the_end(brand: Brand) -> None:
    make_form(brand, confirms=False, origins=["https://shop.example"])
    where = "?embed=https://shop.example&scheme=light"
    page = Client().get(f"/forms/contact/{where}").content.decode()
    assert 'data-theme="light"' in page
    assert "scheme=light" in page.split('action="')[1].split('"')[0]
    assert "data-theme" not in Client().get("/forms/contact/?scheme=auto").content.decode()
    assert "data-theme" not in Client().get('/forms/contact/?scheme="><script>').content.decode()


def test_the_embedding_script_is_for_everybody(db: None) -> None:
    answer = Client().get("/forms/embed.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert not answer.cookies
    assert b"event.origin !== desk" in answer.content


def test_pages_ask_little_of_the_database(form: Form, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Client().get("/forms/contact/")
    with django_assert_num_queries(2):  # the form with its brand, its fields
        ticket = opened(Client())
    send(Client(), ticket=ticket, f_email="yamada")
    with django_assert_num_queries(6):  # those two, and the count of tries in a savepoint of the test's transaction
        send(Client(), ticket=ticket, f_email="yamada")
    thanks = send(Client())["Location"]
    with django_assert_num_queries(3):
        Client().get(thanks)


def test_the_limits_are_those_of_the_form(form: Form) -> None:
    Form.objects.update(most_files=1, most_megabytes=1, least_seconds=30)
    client, ticket = Client(), opened(Client())
    page = send(client, ticket=ticket, f_file=[pdf(), pdf("b.pdf")]).content.decode()
    assert "1 個まで" in page
    large = pdf(content=PDF + b"x" * 1_100_000)
    assert "1 MB" in send(client, ticket=ticket, f_file=large).content.decode()
    far_too_large = pdf(content=PDF + b"x" * 4_000_000)
    assert send(client, ticket=ticket, f_file=far_too_large).status_code == 413
    assert not Received.objects.exists()
    assert send(client, ticket=ticket).status_code == 422  # faster than half a minute
    Form.objects.update(least_seconds=0)
    assert send(client, ticket=ticket).status_code == 303


def test_who_sends_it_learns_nothing_of_the_number(form: Form, yamada: Any) -> None:
    with_number(form, yamada.id, "C-0123")

    def pages(number: str, ticket: str) -> str:
        thanks = send(Client(), ticket=ticket, f_customer_number=number, f_email="else@example.net")
        return Client().get(thanks["Location"]).content.decode()

    tickets = [opened(Client()) for _ in range(2)]
    known, unknown = (pages(number, ticket) for number, ticket in zip(("C0123", "C9999"), tickets, strict=True))
    receipts = re.compile(r"/forms/contact/thanks/[^/]+/|[0-9A-Z]{4}-[0-9A-Z]{4}|nonce-?[^\"']*|[A-Za-z0-9_-]{30,}")
    assert receipts.sub("", known) == receipts.sub("", unknown)
    assert {row["number"] for row in (json.loads(files.read(each.file_id)) for each in Received.objects.all())} == {
        "other",
        "unknown",
    }
