"""Templates and macros: which there are for a case, their text filled in, what they would do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from yorisoi.customers import public as customers
from yorisoi.desk.models import Queue, Template
from yorisoi.desk.permissions import ANSWER, MANAGE_TEMPLATES
from yorisoi.desk.queries.cases import CaseHead
from yorisoi.kernel import clock
from yorisoi.kernel.text import fold
from yorisoi.kernel.ui.times import date_long
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, BrandInfo, NotFound

VARIABLE = re.compile(r"\{\{\s*([^{}\n]{1,40}?)\s*\}\}|｛｛\s*([^｛｝\n]{1,40}?)\s*｝｝")
VARIABLES = {
    "customer": "お客様名",
    "reading": "お客様名カナ",
    "account": "会社名",
    "number": "受付番号",
    "subject": "件名",
    "agent": "担当者",
    "brand": "ブランド名",
    "queue": "窓口名",
    "topic": "トピック",
    "opened": "受付日",
    "due": "期限",
    "today": "今日",
}
_KEYS = {fold(name): key for key, japanese in VARIABLES.items() for name in (key, japanese)}
MOST = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """A template to choose in the composer."""

    id: UUID
    name: str
    shortcut: str
    category: str
    line: str
    does: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its variables replaced; `missing`: those for which there is nothing, as they still stand in it."""

    text: str
    missing: tuple[str, ...]


def templates_for(actor: Actor, head: CaseHead, *, macros: bool = False) -> list[Choice]:
    """What one can put into an answer to this case, the most used first; macros: only those that do something."""
    rows = Template.objects.filter(_usable(actor, head)).order_by("-uses", "name")[:MOST]
    return [
        Choice(
            each.id, each.name, each.shortcut, each.category, " ".join(each.body[:200].split())[:80], bool(each.actions)
        )
        for each in rows
        if each.actions or not macros
    ]


def template_for(actor: Actor, head: CaseHead, template_id: UUID) -> Template:
    """One of them. Raises NotFound."""
    found = Template.objects.filter(_usable(actor, head), id=template_id).first()
    if found is None:
        raise NotFound(_("There is no such template."))
    return found


def _usable(actor: Actor, head: CaseHead) -> Q:
    return (
        Q(brand=head.brand_id, active=True)
        & (Q(queue=None) | Q(queue=head.queue_id))
        & (Q(owner=None) | Q(owner=actor.staff_id))
    )


def filled(actor: Actor, head: CaseHead, text: str) -> Filled:
    """The text for this case. What is not known stays as it stands, so that nobody sends an empty name unseen."""
    if not VARIABLE.search(text):
        return Filled(text, ())
    values = _values(actor, head)

    def one(found: re.Match[str]) -> str:
        return values.get(_KEYS.get(fold(found.group(1) or found.group(2)), ""), "") or found.group()

    done = VARIABLE.sub(one, text)
    return Filled(done, unresolved(done))


def unresolved(text: str) -> tuple[str, ...]:
    """The variables that still stand in a text."""
    return tuple(dict.fromkeys(found.group() for found in VARIABLE.finditer(text)))


def _values(actor: Actor, head: CaseHead) -> dict[str, str]:
    may = actor.can("customers.customer.read", head.brand_id)
    card = customers.customer_card(actor, head.customer_id) if head.customer_id and may else None
    brand = next(iter(workspace.brands([head.brand_id])), None)
    return {
        "customer": head.customer_name,
        "reading": head.customer_reading,
        "account": card.accounts[0].name if card and card.accounts else "",
        "number": str(head.number),
        "subject": head.subject,
        "agent": actor.name,
        "brand": brand.name if brand else "",
        "queue": head.queue_name,
        "topic": head.topic_path.rpartition(" / ")[2],
        "opened": _day(head.opened_at),
        "due": _day(head.due_at) if head.due_at else "",
        "today": _day(clock.now()),
    }


def _day(moment: Any) -> str:
    """The day as letters say it: 2026年11月22日(日)."""
    return date_long(timezone.localtime(moment)).rpartition(" ")[0]


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template in the settings."""

    id: UUID
    name: str
    shortcut: str
    category: str
    place: str
    uses: int
    does: bool
    active: bool
    editable: bool


def template_brands(actor: Actor) -> list[BrandInfo]:
    """Brands whose cases the actor may answer."""
    return workspace.brands(actor.brand_ids(ANSWER) | actor.brand_ids(MANAGE_TEMPLATES))


def template_rows(actor: Actor, brand_id: UUID) -> list[TemplateRow]:
    """A brand's templates and the actor's own, by category and name."""
    manages = actor.can(MANAGE_TEMPLATES, brand_id)
    rows = Template.objects.filter(Q(owner=None) | Q(owner=actor.staff_id), brand=brand_id).select_related("queue")
    return [
        TemplateRow(
            each.id,
            each.name,
            each.shortcut,
            each.category,
            _place(each),
            each.uses,
            bool(each.actions),
            each.active,
            manages or each.owner_id is not None,
        )
        for each in rows.order_by("category", "name")
    ]


def _place(template: Template) -> str:
    if template.owner_id:
        return _("Only for me")
    return template.queue.name if template.queue else _("The whole brand")


def managed_template(actor: Actor, template_id: UUID) -> Template:
    """A template of the actor's own, or of a brand whose templates they manage. Raises NotFound."""
    found = Template.objects.filter(id=template_id).first()
    if found is None or not may_change(actor, found):
        raise NotFound(_("There is no such template."))
    return found


def may_change(actor: Actor, template: Template) -> bool:
    """Own ones by who may answer; others by who manages them."""
    if template.owner_id is not None:
        return template.owner_id == actor.staff_id and actor.can(ANSWER, template.brand_id)
    return actor.can(MANAGE_TEMPLATES, template.brand_id)


def queues_of(brand_id: UUID) -> list[tuple[UUID, str]]:
    """The brand's queues in use."""
    return list(Queue.objects.filter(brand_id=brand_id, active=True).values_list("id", "name"))


def names_in(actions: Mapping[str, Any]) -> dict[str, str]:
    """The names of what a macro's actions refer to by id."""
    from yorisoi.desk.models import Tag, Topic

    found = {}
    if actions.get("queue"):
        found["queue"] = Queue.objects.filter(id=actions["queue"]).values_list("name", flat=True).first() or "?"
    if actions.get("topic"):
        found["topic"] = Topic.objects.filter(id=actions["topic"]).values_list("path", flat=True).first() or "?"
    if actions.get("tags"):
        found["tags"] = "、".join(Tag.objects.filter(id__in=actions["tags"]).values_list("name", flat=True))
    if actions.get("assign") not in (None, "", "me", "nobody"):
        found["assign"] = workspace.staff_names([UUID(actions["assign"])]).get(UUID(actions["assign"]), "?")
    return found
