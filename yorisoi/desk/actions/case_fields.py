"""Fields of cases: made and changed in the settings, filled on a case."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.desk.actions.change import changing, tell
from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.fields import FieldKind, Value, read_values
from yorisoi.desk.models import Case, CaseField, FieldValue, Topic
from yorisoi.desk.permissions import ANSWER, MANAGE_TOPICS
from yorisoi.desk.queries.case_fields import fields_of, managed_field, values_on
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor

type Typed = Mapping[UUID, Sequence[str]]


class FieldsWrong(NotPossible):
    """What was typed into some fields cannot stand there; `errors` says why, by field. Nothing was saved."""

    def __init__(self, errors: Mapping[UUID, str]) -> None:
        super().__init__(_("Some fields are not right yet."))
        self.errors = dict(errors)


@transaction.atomic
def create_field(*, actor: Actor, brand_id: UUID, name: str, kind: str, **fields: Any) -> UUID:
    """A new field (topic_id, options, required, help, order). Raises NotAllowed; NotPossible for a bad or taken name,
    a choice without options, another brand's topic."""
    actor.needs(MANAGE_TOPICS, brand_id)
    field = CaseField(brand_id=brand_id, kind=FieldKind(kind))
    _put(field, name=name, **fields)
    audit.record(actor.staff_id, "field.created", "field", field.id, brand_id, name=field.name, field_kind=kind)
    return field.id


@transaction.atomic
def change_field(*, actor: Actor, field_id: UUID, **fields: Any) -> None:
    """Change all but its kind, whose values are stored by type. Raises NotFound, NotPossible."""
    field = managed_field(actor, field_id)
    _put(field, **fields)
    audit.record(actor.staff_id, "field.changed", "field", field.id, field.brand_id, name=field.name)


def _put(field: CaseField, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(field, name, value)
    field.name = " ".join(field.name.split())[:80]
    field.options = list(dict.fromkeys(option.strip() for option in field.options if option.strip()))
    if not field.name:
        raise NotPossible(_("A field needs a name."))
    if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES) and len(field.options) < 2:
        raise NotPossible(_("A choice needs two options or more, one a line."))
    if field.topic_id and not Topic.objects.filter(id=field.topic_id, brand_id=field.brand_id).exists():
        raise NotPossible(_("There is no such topic in use."))
    place = {"topic_id": field.topic_id} if field.topic_id else {"topic": None}
    same = CaseField.objects.filter(brand_id=field.brand_id, name=field.name, **place)
    if same.exclude(id=field.id).exists():
        raise NotPossible(_("There is a field of this name here already."))
    field.save()


def fill_fields(*, actor: Actor, case_id: UUID, typed: Typed) -> None:
    """Put down what was typed into a case's fields; fields not named stay. Raises NotFound, NotAllowed, FieldsWrong."""
    with changing(actor, case_id, ANSWER) as case:
        put_fields(case, actor, typed)


def put_fields(case: Case, actor: Actor, typed: Typed) -> None:
    """The same for a case that is being changed. Raises FieldsWrong."""
    fields = [field for field in fields_of(case.topic_id, case.brand_id) if field.id in typed]
    read, errors = {}, {}
    for field in fields:
        try:
            read[field.id] = read_values(FieldKind(field.kind), field.options, typed[field.id])
        except ValueError as error:
            errors[field.id] = str(error)
    if errors:
        raise FieldsWrong(errors)
    there = values_on(case.id)
    changed = [field for field in fields if there.get(field.id, []) != [value.text for value in read[field.id]]]
    if not changed:
        return
    FieldValue.objects.filter(case_id=case.id, field__in=changed).delete()
    FieldValue.objects.bulk_create(_row(case, field, value) for field in changed for value in read[field.id])
    names = [field.name for field in changed]
    tell(case, actor, "fields_filled", names=names)


def missing_fields(case: Case) -> dict[UUID, str]:
    """Fields without which the case is not closed, by id, with a sentence."""
    required = [field for field in fields_of(case.topic_id, case.brand_id) if field.required]
    there = values_on(case.id) if required else {}
    return {field.id: _("The topic asks for this.") for field in required if not there.get(field.id)}


def _row(case: Case, field: CaseField, value: Value) -> FieldValue:
    return FieldValue(
        case_id=case.id, field=field, text=value.text, number=value.number, day=value.day, flag=value.flag
    )
