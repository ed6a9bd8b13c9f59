"""/settings/forms/…/fields/"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from yorisoi.channels.form.actions.fields import MOST
from yorisoi.channels.form.models import Field, Form
from yorisoi.kernel import audit
from yorisoi.workspace.testing import Staff, client_of

pytestmark = pytest.mark.django_db


def page(form: Form, name: str = "form-fields", field: Field | None = None) -> str:
    given = {"form_id": form.pk} | ({"field_id": field.pk} if field else {})
    return reverse(f"channels:{name}", kwargs=given)


def keys(form: Form) -> list[str]:
    return [each.key for each in Field.objects.filter(form=form)]


def field_of(form: Form, key: str) -> Field:
    return Field.objects.get(form=form, key=key)


@pytest.mark.parametrize(
    ("name", "method"),
    [("form-field", "get"), ("form-field", "post"), ("form-field-place", "post"), ("form-field-removal", "post")],
)
def test_a_field_four_ways(
    form: Form, other_form: Form, sato: Staff, suzuki: Staff, tanaka: Staff, name: str, method: str
) -> None:
    here = page(form, name, field_of(form, "body"))
    assert getattr(client_of(sato), method)(here).status_code in {200, 302, 422}
    assert getattr(client_of(suzuki), method)(here).status_code == 403
    assert client_of(sato).put(here).status_code == 405
    assert getattr(client_of(tanaka), method)(here).status_code == 404
    crossed = page(form, name, field_of(other_form, "body"))
    assert getattr(client_of(sato), method)(crossed).status_code == 404
    assert keys(other_form) == ["name", "email", "subject", "body", "file"]


@pytest.mark.parametrize(
    "kind", ["line", "text", "email", "phone", "number", "date", "choice", "several", "consent", "file"]
)
def test_every_kind_can_be_added_and_asked(form: Form, sato: Staff, kind: str) -> None:
    client = client_of(sato)
    assert client.get(page(form, "form-field-new"), {"kind": kind}).status_code == 200
    given: dict[str, Any] = {"kind": kind, "label_ja": "もう一つの項目"}
    if kind in ("choice", "several"):
        given |= {"choices": "はい\nいいえ\n", "variant": "radio"}
    assert client.post(page(form), given).status_code == 302
    assert Field.objects.filter(form=form).last().label_ja == "もう一つの項目"  # type: ignore[union-attr]
    assert "もう一つの項目" in Client().get("/forms/contact/").content.decode()
    assert audit.entries("form", form.pk).last().verb == "channels.form.field.add"  # type: ignore[union-attr]


def test_an_unknown_kind_is_not_found(form: Form, sato: Staff) -> None:
    assert client_of(sato).get(page(form, "form-field-new"), {"kind": "colour"}).status_code == 404
    assert client_of(sato).post(page(form), {"kind": "colour", "label_ja": "色"}).status_code == 404


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "line", "label_ja": ""}, "field__error"),
        ({"kind": "line", "label_ja": "名前", "meaning": "name"}, "同じ扱いの項目"),
        ({"kind": "line", "label_ja": "名前", "meaning": "email"}, "field__error"),
        ({"kind": "choice", "label_ja": "種類", "choices": "\n"}, "field__error"),
        ({"kind": "choice", "label_ja": "種類", "choices": "はい\nはい"}, "同じ選択肢"),
        ({"kind": "file", "label_ja": "写真", "limit": "21"}, "field__error"),
    ],
)
def test_what_is_wrong_stands_at_the_field(form: Form, sato: Staff, given: dict[str, str], said: str) -> None:
    answer = client_of(sato).post(page(form), given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Field.objects.filter(form=form).count() == 5


def test_a_change_keeps_the_key(form: Form, sato: Staff) -> None:
    subject = field_of(form, "subject")
    given = {"label_ja": "ご用件", "meaning": "subject", "required": "on", "limit": "50", "help_ja": "短く"}
    assert client_of(sato).post(page(form, "form-field", subject), given).status_code == 302
    subject.refresh_from_db()
    assert (subject.key, subject.label_ja, subject.required, subject.limit) == ("subject", "ご用件", True, 50)


def test_choices_in_both_languages(form: Form, sato: Staff) -> None:
    Form.objects.update(languages="both")
    given = {
        "kind": "choice",
        "label_ja": "種類",
        "label_en": "Kind",
        "choices": "配送 | Delivery\n返品",
        "variant": "select",
    }
    assert client_of(sato).post(page(form), given).status_code == 302
    field = field_of(form, "choice")
    assert field.choices == [{"ja": "配送", "en": "Delivery"}, {"ja": "返品", "en": "返品"}]
    assert field.options("en") == [("配送", "Delivery"), ("返品", "返品")]
    again = client_of(sato).get(page(form, "form-field", field)).content.decode()
    assert "配送 | Delivery" in again


def test_fields_are_moved_by_buttons_that_keep_the_focus(form: Form, sato: Staff) -> None:
    client, body = client_of(sato), field_of(form, "body")
    answer = client.post(page(form, "form-field-place", body), {"to": "up"})
    assert keys(form) == ["name", "email", "body", "subject", "file"]
    assert "autofocus" in client.get(answer["Location"]).content.decode()
    for _time in range(4):
        client.post(page(form, "form-field-place", body), {"to": "up"})
    assert keys(form) == ["body", "name", "email", "subject", "file"]
    client.post(page(form, "form-field-place", body), {"to": "down"})
    assert keys(form) == ["name", "body", "email", "subject", "file"]


def test_a_field_is_removed(form: Form, sato: Staff) -> None:
    assert client_of(sato).post(page(form, "form-field-removal", field_of(form, "file"))).status_code == 302
    assert keys(form) == ["name", "email", "subject", "body"]


def test_a_form_does_not_grow_without_end(form: Form, sato: Staff) -> None:
    for n in range(MOST - 5):
        Field.objects.create(form=form, key=f"x{n}", kind="line", order=n + 9)
    answer = client_of(sato).post(page(form), {"kind": "line", "label_ja": "一つ多い"})
    assert answer.status_code == 422
    assert Field.objects.filter(form=form).count() == MOST
