"""Editions of the topics: plan changes, publish them from a moment on, all at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from yorisoi.desk.actions.applying import apply
from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.models import Topic, TopicChange, TopicEdition
from yorisoi.desk.permissions import MANAGE_TOPICS
from yorisoi.desk.queries.editions import draft_of, managed_edition
from yorisoi.desk.topicmap import TopicDeed
from yorisoi.kernel import audit, clock, jobs
from yorisoi.workspace.contracts import SYSTEM, Actor


@transaction.atomic
def begin_edition(*, actor: Actor, brand_id: UUID, title: str = "") -> UUID:
    """A draft; the one there is, if there is one. Raises NotAllowed; NotPossible while one waits to be published."""
    actor.needs(MANAGE_TOPICS, brand_id)
    there = draft_of(brand_id)
    if there is not None:
        _still_draft(there)
        return there.id
    last = TopicEdition.objects.filter(brand_id=brand_id).aggregate(last=Max("number"))["last"] or 0
    edition = TopicEdition.objects.create(
        brand_id=brand_id, number=last + 1, title=title.strip()[:120], made_by_id=actor.staff_id, made_at=clock.now()
    )
    audit.record(actor.staff_id, "topic.edition_begun", "edition", edition.id, brand_id, number=edition.number)
    return edition.id


@transaction.atomic
def plan_change(
    *, actor: Actor, edition_id: UUID, deed: TopicDeed, topic_id: UUID | None = None, data: Mapping[str, Any]
) -> UUID:
    """Put a change into a draft; it is tried at once, so that what cannot be is said now.

    data: add {name, parent, needs_record}, rename {name}, split {into: [[name, share]]}, merge {into: topic id},
    retire {into: topic id or ""}. Shares are thousandths; what they leave is unassigned. Raises NotFound, NotPossible.
    """
    edition = managed_edition(actor, edition_id)
    _still_draft(edition)
    change = TopicChange(edition=edition, deed=deed, topic_id=topic_id, data=dict(data))
    if topic_id is not None and not Topic.objects.filter(id=topic_id, brand_id=edition.brand_id, active=True).exists():
        raise NotPossible(_("There is no such topic in use."))
    change.save()
    _try(edition)
    return change.id


@transaction.atomic
def drop_change(*, actor: Actor, edition_id: UUID, change_id: UUID) -> None:
    """Take a change out of a draft. Raises NotFound, NotPossible when others rest on it."""
    edition = managed_edition(actor, edition_id)
    _still_draft(edition)
    edition.changes.filter(id=change_id).delete()
    _try(edition)


@transaction.atomic
def drop_edition(*, actor: Actor, edition_id: UUID) -> None:
    """Throw a draft away, or call off one that waits. Raises NotFound, NotPossible for a published one."""
    edition = managed_edition(actor, edition_id)
    if edition.published_at is not None:
        raise NotPossible(_("This edition is published; make a new one."))
    audit.record(actor.staff_id, "topic.edition_dropped", "edition", edition.id, edition.brand_id)
    edition.delete()


@transaction.atomic
def publish_edition(*, actor: Actor, edition_id: UUID, starts_at: datetime | None = None) -> None:
    """Make the changes now, or at a moment to come. Raises NotFound; NotPossible for an empty or published edition."""
    edition = managed_edition(actor, edition_id)
    _still_draft(edition)
    if not edition.changes.exists():
        raise NotPossible(_("There are no changes to publish yet."))
    now = clock.now()
    edition.starts_at = max(starts_at or now, now)
    edition.save(update_fields=["starts_at"])
    audit.record(
        actor.staff_id, "topic.edition_published", "edition", edition.id, edition.brand_id, at=edition.starts_at
    )
    if edition.starts_at > now:
        _try(edition)
        jobs.enqueue("desk.publish_edition", edition_id=str(edition.id), run_at=edition.starts_at)
    else:
        _make(edition, actor)


@transaction.atomic
def publish_due(*, edition_id: UUID) -> None:
    """The moment of an edition has come; one that was called off or is published is left alone."""
    edition = TopicEdition.objects.select_for_update().filter(id=edition_id, published_at=None).first()
    if edition is not None and edition.starts_at is not None and edition.starts_at <= clock.now():
        _make(edition, SYSTEM)


def _make(edition: TopicEdition, actor: Actor) -> None:
    edition.published_at = edition.starts_at
    for change in edition.changes.select_related("topic"):
        change.done = apply(change, edition, actor)
        change.save(update_fields=["done"])
    edition.save(update_fields=["published_at"])


def _try(edition: TopicEdition) -> None:
    """Make the changes and undo them again. Raises NotPossible for the first that cannot be."""
    edition.published_at = clock.now()
    try:
        with transaction.atomic():
            for change in edition.changes.select_related("topic"):
                apply(change, edition, SYSTEM)
            transaction.set_rollback(True)
    finally:
        edition.published_at = None


def _still_draft(edition: TopicEdition) -> None:
    if edition.published_at is not None:
        raise NotPossible(_("This edition is published; make a new one."))
    if edition.starts_at is not None:
        raise NotPossible(_("This edition waits for its moment. Call it off to change it."))
