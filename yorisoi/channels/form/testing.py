"""Forms for others' tests, and filling them in."""

from typing import Any
from uuid import UUID

from yorisoi.channels.form import actions
from yorisoi.channels.form.checking import Entry, check
from yorisoi.channels.form.contracts import FieldKind, Meaning
from yorisoi.channels.form.models import Field, Form
from yorisoi.channels.form.ticket import new_ticket
from yorisoi.customers import public as customers
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand

__all__ = ["Form", "fill_in", "make_form", "with_number"]


def make_form(brand: Brand, slug: str = "contact", **fields: Any) -> Form:
    """A web form with the fields that every form begins with: name, email, subject, body, file."""
    kept = {"name": "お問い合わせ", "title_ja": "お問い合わせ", **fields}
    values = actions.FormValues(slug=slug, **kept)
    form_id = actions.create_form(actor=SYSTEM, brand_id=brand.pk, values=values)
    return Form.objects.select_related("brand", "mailbox", "reply_mailbox").get(pk=form_id)


def fill_in(form: Form, **answers: str) -> UUID:
    """Fill a form in rightly and send it; the received id. Answers by key; what is needed is there already."""
    given = {"name": "山田 太郎", "email": "yamada@example.com", "body": "荷物が届きません。", **answers}
    fields = list(Field.objects.filter(form=form))
    given = {field.key: given[field.key] for field in fields if field.key in given}
    filled, problems = check(fields, Entry(typed={key: [text] for key, text in given.items()}), "ja")
    assert problems == []
    done = actions.submit(form=form, ticket=new_ticket(form.pk), filled=filled, language="ja", address="192.0.2.7")
    return done.received_id


def with_number(form: Form, customer_id: UUID | None, number: str) -> None:
    """The form asks for a customer number, and this customer has one."""
    values = actions.FieldValues(kind=FieldKind.LINE, label_ja="お客様番号", meaning=Meaning.CUSTOMER_NUMBER)
    actions.add_field(actor=SYSTEM, form_id=form.pk, values=values)
    if customer_id is not None:
        customers.add_identity(actor=SYSTEM, customer_id=customer_id, kind="number", address=number)
