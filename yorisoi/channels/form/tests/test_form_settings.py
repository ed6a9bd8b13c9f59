"""/settings/forms/"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from yorisoi.channels.form.models import Field, Form
from yorisoi.channels.form.testing import fill_in
from yorisoi.channels.models import Mailbox
from yorisoi.kernel import audit
from yorisoi.workspace.testing import Brand, Staff, client_of

pytestmark = pytest.mark.django_db

LIST = "/settings/forms/"


def page(form: Form, name: str = "form") -> str:
    return reverse(f"channels:{name}", kwargs={"form_id": form.pk})


def filled(brand: Brand, **changes: Any) -> dict[str, Any]:
    """A whole form of settings, as a browser sends it."""
    values = {
        "brand_id": str(brand.pk),
        "name": "資料請求",
        "slug": "Shiryo",
        "languages": "ja",
        "active": "on",
        "title_ja": "資料請求フォーム",
        "intro_ja": "お気軽にどうぞ。",
        "confirms": "on",
        "origins": "https://www.Sakura.example/\nhttps://shop.sakura.example:8443",
        "hourly_limit": "30",
        "acknowledgement_limit": "2",
        "least_seconds": "5",
        "most_files": "3",
        "most_megabytes": "20",
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


def test_the_list_four_ways(form: Form, other_form: Form, sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    answer = client_of(sato).get(LIST)
    assert answer.status_code == 200
    assert "/forms/contact/" in answer.content.decode()
    assert other_form.name not in answer.content.decode()
    assert client_of(suzuki).get(LIST).status_code == 403
    assert client_of(tanaka).get(LIST).status_code == 403
    assert client_of(sato).put(LIST).status_code == 405
    assert Client().get(LIST).status_code == 302


@pytest.mark.parametrize("name", ["form", "form-fields", "form-publication", "form-preview"])
def test_the_pages_of_a_form_four_ways(
    form: Form, other_form: Form, sato: Staff, suzuki: Staff, tanaka: Staff, name: str
) -> None:
    assert client_of(sato).get(page(form, name)).status_code == 200
    assert client_of(suzuki).get(page(form, name)).status_code == 403
    assert client_of(sato).put(page(form, name)).status_code == 405
    assert client_of(sato).get(page(other_form, name)).status_code == 404
    assert client_of(tanaka).get(page(form, name)).status_code == 404


def test_a_new_form_begins_with_the_usual_fields(brand: Brand, mailbox: Mailbox, sato: Staff) -> None:
    client = client_of(sato)
    assert client.get(f"{LIST}new/").status_code == 200
    answer = client.post(LIST, filled(brand, reply_mailbox_id=str(mailbox.pk), acknowledges="on"))
    assert answer.status_code == 302
    form = Form.objects.select_related("mailbox").get()
    assert (form.slug, form.reply_mailbox_id, form.acknowledges) == ("shiryo", mailbox.pk, True)
    assert form.origins == ["https://www.sakura.example", "https://shop.sakura.example:8443"]
    assert (form.mailbox.kind, form.mailbox.address) == ("form", "form-shiryo@sakura.example")
    fields = Field.objects.filter(form=form)
    assert [each.key for each in fields] == ["name", "email", "subject", "body", "file"]
    assert (fields[0].label_ja, fields[0].label_en) == ("お名前", "Your name")
    assert [each.verb for each in audit.entries("form", form.pk)] == ["channels.form.create"]
    assert "お名前" in Client().get("/forms/shiryo/").content.decode()


def test_its_mailbox_is_no_mail_address_to_set_up(form: Form, sato: Staff) -> None:
    client = client_of(sato)
    assert form.mailbox.address not in client.get("/settings/mailboxes/").content.decode()
    assert client.get(f"/settings/mailboxes/{form.mailbox_id}/").status_code == 404


def test_another_brand_cannot_be_given_a_form(other_brand: Brand, sato: Staff) -> None:
    assert client_of(sato).post(LIST, filled(other_brand)).status_code == 422
    assert not Form.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"slug": "contact"}, "このアドレスは別のフォームで使われています"),
        ({"slug": "embed"}, "別の用途"),
        ({"slug": "日本語"}, ""),
        ({"title_ja": ""}, "必要"),
        ({"languages": "both"}, "必要"),
        ({"origins": "*"}, "サイトのアドレスとして使えません"),
        ({"origins": "http://shop.example"}, "サイトのアドレスとして使えません"),
        ({"origins": "https://shop.example/path"}, "サイトのアドレスとして使えません"),
        ({"origins": "https://a.example;script-src"}, "サイトのアドレスとして使えません"),
        ({"acknowledges": "on"}, "受付確認メールの送信元"),
        ({"hourly_limit": "0"}, ""),
        ({"most_files": "0"}, ""),
        ({"most_megabytes": "101"}, ""),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    form: Form, brand: Brand, sato: Staff, changes: dict[str, str], said: str
) -> None:
    answer = client_of(sato).post(LIST, filled(brand, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "field__error" in answer.content.decode()
    assert Form.objects.count() == 1


def test_a_change_is_saved_with_its_trail(form: Form, brand: Brand, sato: Staff) -> None:
    answer = client_of(sato).post(page(form), filled(brand, brand_id=None))
    assert answer.status_code == 302
    form.refresh_from_db()
    form.mailbox.refresh_from_db()
    assert (form.name, form.slug, form.hourly_limit, form.confirms) == ("資料請求", "shiryo", 30, True)
    limits = (form.acknowledgement_limit, form.least_seconds, form.most_files, form.most_megabytes)
    assert (limits, form.mailbox.config["automatic_limit"]) == ((2, 5, 3, 20), 2)
    assert form.mailbox.name == "資料請求"
    assert audit.entries("form", form.pk)[1].data["changed"][:2] == ["acknowledgement_limit", "confirms"]
    client_of(sato).post(page(form), filled(brand, brand_id=None))
    assert audit.entries("form", form.pk).count() == 2


def test_a_mailbox_of_another_brand_cannot_answer(
    form: Form, brand: Brand, other_mailbox: Mailbox, sato: Staff
) -> None:
    given = filled(brand, brand_id=None, reply_mailbox_id=str(other_mailbox.pk))
    assert client_of(sato).post(page(form), given).status_code == 422


def test_only_a_form_that_nobody_used_is_removed(form: Form, other_form: Form, sato: Staff, suzuki: Staff) -> None:
    assert client_of(suzuki).delete(page(form)).status_code == 403
    assert client_of(sato).delete(page(other_form)).status_code == 404
    fill_in(form)
    assert "HX-Redirect" not in client_of(sato).delete(page(form)).headers
    assert Form.objects.filter(pk=form.pk).exists()


def test_an_unused_form_goes_with_its_mailbox(form: Form, sato: Staff) -> None:
    assert client_of(sato).delete(page(form)).headers["HX-Redirect"] == LIST
    assert not Form.objects.exists()
    assert not Mailbox.objects.filter(kind="form").exists()


def test_the_tag_to_copy_and_the_preview(form: Form, sato: Staff) -> None:
    text = client_of(sato).get(page(form, "form-publication")).content.decode()
    assert "&lt;script src=&#34;http://localhost:8000/forms/embed.js&#34; data-form=&#34;contact&#34; async&gt;" in text
    Form.objects.update(active=False)
    preview = client_of(sato).get(page(form, "form-preview"))
    assert "ここからは送信されません" in preview.content.decode()
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
