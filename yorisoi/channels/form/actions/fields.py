"""The questions of a form: adding, changing, moving and removing them."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor

from ..contracts import KINDS_OF_MEANING, FieldKind, Meaning, Variant
from ..models import Field, Form
from ..queries import fields_of, get_field, get_form

MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValues:
    """Everything about a field but its place; see models.Field."""

    kind: str
    label_ja: str = ""
    label_en: str = ""
    help_ja: str = ""
    help_en: str = ""
    meaning: str = Meaning.NONE.value
    variant: str = Variant.NONE.value
    required: bool = False
    limit: int | None = None
    choices: list[dict[str, str]] = field(default_factory=list)


@transaction.atomic
def add_field(*, actor: Actor, form_id: UUID, values: FieldValues) -> UUID:
    """A new question at the end. Raises ValidationError, NotAllowed and NotFound."""
    form = get_form(actor, form_id)
    others = fields_of(form)
    if len(others) >= MOST:
        raise ValidationError(_("A form has at most %(n)s fields.") % {"n": MOST})
    made = Field(form=form, order=max((each.order for each in others), default=-1) + 1)
    made.key = _free_key(values, {each.key for each in others})
    _put(made, values, others)
    made.save()
    _note(actor, form, "channels.form.field.add", field=made.key)
    return made.pk


@transaction.atomic
def change_field(*, actor: Actor, form_id: UUID, field_id: UUID, values: FieldValues) -> None:
    """Change a question; its key stays. Raises ValidationError, NotAllowed and NotFound."""
    found = get_field(actor, form_id, field_id)
    _put(found, values, [each for each in fields_of(found.form) if each.pk != found.pk])
    found.save()
    _note(actor, found.form, "channels.form.field.change", field=found.key)


@transaction.atomic
def remove_field(*, actor: Actor, form_id: UUID, field_id: UUID) -> None:
    """Ask it no more; what was answered before is kept where it is. Raises NotAllowed and NotFound."""
    found = get_field(actor, form_id, field_id)
    form, key = found.form, found.key
    found.delete()
    _note(actor, form, "channels.form.field.remove", field=key)


@transaction.atomic
def move_field(*, actor: Actor, form_id: UUID, field_id: UUID, steps: int) -> None:
    """Move a question up (-1) or down (1); nothing happens at the ends. Raises NotAllowed and NotFound."""
    found = get_field(actor, form_id, field_id)
    rows = fields_of(found.form)
    place = next(at for at, each in enumerate(rows) if each.pk == found.pk)
    aim = min(max(place + steps, 0), len(rows) - 1)
    rows.insert(aim, rows.pop(place))
    for order, each in enumerate(rows):
        each.order = order
    Field.objects.bulk_update(rows, ["order"])
    if aim != place:
        _note(actor, found.form, "channels.form.field.move", field=found.key, to=aim + 1)


def _put(field: Field, values: FieldValues, others: list[Field]) -> None:
    meaning = Meaning(values.meaning)
    if meaning and FieldKind(values.kind) not in KINDS_OF_MEANING[meaning]:
        raise ValidationError({"meaning": _("This kind of field cannot stand for that.")})
    if meaning and any(each.meaning == meaning for each in others):
        raise ValidationError({"meaning": _("Another field of this form stands for that already.")})
    if values.kind in (FieldKind.CHOICE, FieldKind.SEVERAL) and not values.choices:
        raise ValidationError({"choices": _("Write at least one choice.")})
    for name, value in asdict(values).items():
        setattr(field, name, value)


def _free_key(values: FieldValues, taken: set[str]) -> str:
    """A word for what is kept: what it stands for, or its kind, with a number when that is taken."""
    word = values.meaning or values.kind
    return next(key for key in (word, *(f"{word}_{n}" for n in range(2, MOST + 2))) if key not in taken)


def _note(actor: Actor, form: Form, verb: str, **data: Any) -> None:
    audit.record(actor.staff_id, verb, "form", form.pk, form.brand_id, **data)
