"""The fields of a case, inherited down the tree of topics, and which cases have which values."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yorisoi.desk.fields import DEVICES, FieldKind
from yorisoi.desk.models import CaseField, FieldValue, Topic
from yorisoi.desk.permissions import MANAGE_TOPICS
from yorisoi.desk.queries.cases import get_case
from yorisoi.workspace.contracts import Actor, NotFound


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of a case with what stands in it (texts as they are shown), and what was wrong with what was typed."""

    id: UUID
    name: str
    help: str
    kind: FieldKind
    options: Sequence[str]
    required: bool
    values: Sequence[str] = ()
    error: str = ""

    @property
    def fact(self) -> tuple[str, str]:
        """Its name and what stands in it, for who may only read."""
        return self.name, "、".join(self.values)

    @property
    def offered(self) -> Sequence[str]:
        """Devices to choose from; others may be written."""
        return self.options or DEVICES

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The options as a form takes them."""
        return [(option, option) for option in self.options]


def fields_of(topic_id: UUID | None, brand_id: UUID) -> list[CaseField]:
    """The fields that a case with this topic has: the brand's, then from the largest topic down to its own."""
    above = with_ancestors(topic_id) if topic_id else []
    rows = CaseField.objects.filter(Q(topic=None) | Q(topic__in=above), brand_id=brand_id, active=True)
    depth: dict[UUID | None, int] = {topic: at for at, topic in enumerate(above, start=1)}
    return sorted(rows, key=lambda field: (depth.get(field.topic_id, 0), field.order, field.id))


def with_ancestors(topic_id: UUID) -> list[UUID]:
    """The topic with those above it, the largest first; one query."""
    row = Topic.objects.filter(id=topic_id).values_list("parent__parent_id", "parent_id", "id").first()
    return [each for each in row or () if each is not None]


def values_on(case_id: UUID) -> dict[UUID, list[str]]:
    """What stands in each field of a case that was loaded by permission already."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for field_id, text in FieldValue.objects.filter(case_id=case_id).order_by("id").values_list("field_id", "text"):
        found[field_id].append(text)
    return found


def case_fields(
    actor: Actor,
    case_id: UUID,
    typed: Mapping[UUID, Sequence[str]] | None = None,
    errors: Mapping[UUID, str] | None = None,
) -> list[FieldLine]:
    """A case's fields with their values, or with what was typed and why it was not taken. Raises NotFound."""
    head = get_case(actor, case_id)
    there, wrong = values_on(case_id), errors or {}
    return [
        FieldLine(
            field.id,
            field.name,
            field.help,
            FieldKind(field.kind),
            field.options,
            field.required,
            list(typed[field.id]) if typed is not None and field.id in typed else there.get(field.id, []),
            wrong.get(field.id, ""),
        )
        for field in fields_of(head.topic_id, head.brand_id)
    ]


def with_value(field: CaseField, least: Any = None, most: Any = None, text: str = "") -> QuerySet[FieldValue]:
    """The values of a field that are this text, or lie between two numbers or days; `case_id` of each is the case."""
    rows = FieldValue.objects.filter(field=field)
    if text:
        return rows.filter(text=text)
    column = "day" if isinstance(least or most, date) else "number"
    bounds: dict[str, date | Decimal] = {}
    if least is not None:
        bounds[f"{column}__gte"] = least
    if most is not None:
        bounds[f"{column}__lte"] = most
    return rows.filter(**bounds)


def cases_with(
    field_id: UUID, case_ids: Collection[UUID] | None = None, *, least: Any = None, most: Any = None, text: str = ""
) -> list[UUID]:
    """Ids of the cases whose field has this value; for those who load cases by permission themselves."""
    field = CaseField.objects.get(id=field_id)
    rows = with_value(field, least, most, text)
    if case_ids is not None:
        rows = rows.filter(case__in=case_ids)
    return list(rows.values_list("case_id", flat=True).distinct())


def managed_field(actor: Actor, field_id: UUID) -> CaseField:
    """A field that the actor may change. Raises NotFound."""
    field = CaseField.objects.select_related("topic").filter(id=field_id).first()
    if field is None or not actor.can(MANAGE_TOPICS, field.brand_id):
        raise NotFound(_("There is no such field."))
    return field


def all_fields(actor: Actor, brand_id: UUID) -> list[CaseField]:
    """Every field of a brand whose topics the actor manages. Raises NotFound."""
    if not actor.can(MANAGE_TOPICS, brand_id):
        raise NotFound(_("There is no such brand."))
    return list(CaseField.objects.select_related("topic").filter(brand_id=brand_id).order_by("topic__path", "order"))
