"""Editions of topics as their pages show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from yorisoi.desk.models import Case, Topic, TopicChange, TopicEdition
from yorisoi.desk.permissions import MANAGE_TOPICS
from yorisoi.desk.topicmap import TopicDeed
from yorisoi.workspace.contracts import Actor, NotFound


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change in words; `cases`: how many cases have the topic."""

    id: UUID
    sentence: str
    cases: int


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition in its list. `state`: draft, waiting, published."""

    id: UUID
    number: int
    title: str
    state: str
    at: datetime | None
    by: str
    changes: int


def managed_edition(actor: Actor, edition_id: UUID) -> TopicEdition:
    """An edition whose topics the actor manages. Raises NotFound."""
    edition = TopicEdition.objects.filter(id=edition_id).first()
    if edition is None or not actor.can(MANAGE_TOPICS, edition.brand_id):
        raise NotFound(_("There is no such edition."))
    return edition


def draft_of(brand_id: UUID) -> TopicEdition | None:
    """The edition that is not published yet."""
    return TopicEdition.objects.filter(brand_id=brand_id, published_at=None).first()


def edition_rows(actor: Actor, brand_id: UUID) -> list[EditionRow]:
    """A brand's editions, newest first. Raises NotFound."""
    if not actor.can(MANAGE_TOPICS, brand_id):
        raise NotFound(_("There is no such brand."))
    rows = TopicEdition.objects.filter(brand_id=brand_id).annotate(n=Count("changes")).order_by("-number")
    return [
        EditionRow(each.id, each.number, each.title, state_of(each), each.starts_at or each.made_at, who or "", each.n)
        for each, who in zip(rows, rows.values_list("made_by__display_name", flat=True), strict=True)
    ]


def state_of(edition: TopicEdition) -> str:
    """draft, waiting or published."""
    if edition.published_at is not None:
        return "published"
    return "waiting" if edition.starts_at else "draft"


def change_lines(edition: TopicEdition) -> list[ChangeLine]:
    """The changes of an edition in words, in their order."""
    changes = list(edition.changes.select_related("topic"))
    cases = usage({each.topic_id for each in changes if each.topic_id})
    named = {str(each.data.get(key)) for each in changes for key in ("into", "parent") if each.data.get(key)}
    ids = [UUID(text) for text in named if len(text) == 36 and "[" not in text]
    paths = {str(pk): path for pk, path in Topic.objects.filter(id__in=ids).values_list("id", "path")}
    return [ChangeLine(each.id, _sentence(each, paths), cases.get(each.topic_id, 0)) for each in changes]


def usage(topic_ids: Collection[UUID] | None = None, brand_id: UUID | None = None) -> dict[UUID | None, int]:
    """How many cases were given each of these topics, or each of the brand's."""
    of_brand = {"brand_id": brand_id} if brand_id else {}
    rows = Case.objects.filter(topic__in=topic_ids) if topic_ids is not None else Case.objects.filter(**of_brand)
    return dict(rows.values_list("topic_id").annotate(n=Count("id")).order_by())


def _sentence(change: TopicChange, paths: dict[str, str]) -> str:
    data: dict[str, Any] = change.data
    old = change.done.get("before") or (change.topic.path if change.topic else "")
    match TopicDeed(change.deed):
        case TopicDeed.ADD:
            above = paths.get(str(data.get("parent"))) or data.get("under", "")
            return _("New: %(name)s") % {"name": f"{above} / {data['name']}" if above else data["name"]}
        case TopicDeed.RENAME:
            return _("“%(old)s” is called “%(name)s”") % {"old": old, "name": data["name"]}
        case TopicDeed.SPLIT:
            parts = "、".join(f"{name} ({share / 10:g} %)" for name, share in data["into"])
            rest = 1000 - sum(share for _name, share in data["into"])
            words = {"old": old, "parts": parts, "rest": f"{rest / 10:g} %"}
            return _("“%(old)s” is split into %(parts)s; unassigned: %(rest)s") % words
        case TopicDeed.MERGE:
            return _("“%(old)s” goes into “%(new)s”") % {"old": old, "new": paths.get(str(data["into"]), "?")}
        case TopicDeed.RETIRE:
            return _("“%(old)s” is used no more; its cases stay unassigned") % {"old": old}
