"""Forms: as the public sees them, as their owners set them up, as answers need them."""

from collections.abc import Sequence
from uuid import UUID

from yorisoi.channels.models import DeliveryEvent, Mailbox
from yorisoi.channels.permissions import check, managed_brands
from yorisoi.workspace.contracts import Actor, NotFound

from .models import Field, Form
from .permissions import FORM_MANAGE


def published(slug: str) -> tuple[Form, list[Field]]:
    """The form of this address with its fields, if it is in use. Raises NotFound."""
    form = Form.objects.select_related("brand", "mailbox").filter(slug=slug, active=True).first()
    if form is None:
        raise NotFound("form")
    return form, fields_of(form)


def fields_of(form: Form) -> list[Field]:
    """Its questions, in their order; each knows the form, whose limits hold for it."""
    found = list(Field.objects.filter(form=form))
    for each in found:
        each.form = form
    return found


def managed_forms(actor: Actor) -> list[Form]:
    """The forms that the actor may set up, by name; NotAllowed when they manage none."""
    brands = managed_brands(actor, FORM_MANAGE)
    return list(Form.objects.filter(brand_id__in=brands).select_related("brand", "reply_mailbox"))


def get_form(actor: Actor, form_id: UUID) -> Form:
    """A form to set up. Raises NotFound and NotAllowed."""
    form = Form.objects.select_related("brand", "mailbox", "reply_mailbox").filter(pk=form_id).first()
    if form is None:
        raise NotFound("form")
    check(actor, FORM_MANAGE, form.brand_id)
    return form


def get_field(actor: Actor, form_id: UUID, field_id: UUID) -> Field:
    """A field of a form to set up. Raises NotFound and NotAllowed."""
    form = get_form(actor, form_id)
    field = Field.objects.filter(pk=field_id, form=form).first()
    if field is None:
        raise NotFound("field")
    field.form = form
    return field


def answering_mailboxes(brand_ids: Sequence[UUID]) -> list[Mailbox]:
    """The brands' mail addresses in use, by name: from one of them a form is answered."""
    found = Mailbox.objects.filter(brand_id__in=brand_ids, kind="email", active=True)
    return list(found.select_related("brand").defer("secret"))


def mailbox_for_answers(mailbox_id: UUID) -> Mailbox | None:
    """From where the form of this mailbox is answered: the address it names, else the brand's first one in use."""
    form = Form.objects.select_related("reply_mailbox").filter(mailbox_id=mailbox_id).first()
    if form is None:
        return None
    if form.reply_mailbox is not None and form.reply_mailbox.active:
        return form.reply_mailbox
    return next(iter(answering_mailboxes([form.brand_id])), None)


def case_number(received_id: UUID) -> str:
    """The number under which the message was taken up, as its log tells; "" while it waits."""
    lines = DeliveryEvent.objects.filter(received_id=received_id, verb__in=("opened", "matched"))
    data = lines.order_by("-id").values_list("data", flat=True).first()
    return str(data.get("case", "")) if data else ""
