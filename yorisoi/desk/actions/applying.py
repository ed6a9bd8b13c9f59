"""What each change of an edition does to the tree; returns what is kept of it with the change."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.actions.topics import add_topic, checked_name, rename_topic
from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.models import Topic, TopicChange, TopicEdition, TopicMapping
from yorisoi.desk.topicmap import TopicDeed
from yorisoi.workspace.contracts import Actor

type Done = dict[str, Any]
WHOLE = 1000


def apply(change: TopicChange, edition: TopicEdition, actor: Actor) -> Done:
    """Make one change. Raises NotPossible when it cannot be."""
    return _DEEDS[TopicDeed(change.deed)](change, edition, actor)


def _add(change: TopicChange, edition: TopicEdition, _actor: Actor) -> Done:
    data = change.data
    parent = _in_use(edition, data.get("parent")) if data.get("parent") else _by_path(edition, data.get("under", ""))
    made = add_topic(
        edition.brand_id,
        data["name"],
        parent,
        needs_record=bool(data.get("needs_record")),
        order=data.get("order", 100),
    )
    return {"made": [str(made.id)], "paths": [made.path]}


def _rename(change: TopicChange, _edition: TopicEdition, _actor: Actor) -> Done:
    topic = _old(change)
    before = topic.path
    rename_topic(topic, change.data["name"])
    topic.save()
    return {"before": before, "paths": [topic.path]}


def _split(change: TopicChange, edition: TopicEdition, _actor: Actor) -> Done:
    topic = _old(change)
    into: Sequence[tuple[str, int]] = [(checked_name(name), int(share)) for name, share in change.data.get("into", ())]
    if len(into) < 2:
        raise NotPossible(_("A topic is split into two or more."))
    if any(share < 0 for _name, share in into) or sum(share for _name, share in into) > WHOLE:
        raise NotPossible(_("The shares are more than 100 %% together.") % {})
    _retire(topic)
    made = []
    for order, (name, share) in enumerate(into):
        new = add_topic(
            edition.brand_id, name, topic.parent, needs_record=topic.needs_record, order=topic.order + order
        )
        made.append(new)
        _map(edition, topic, new, share)
    _map(edition, topic, None, WHOLE - sum(share for _name, share in into))
    return {"made": [str(each.id) for each in made], "paths": [each.path for each in made]}


def _merge(change: TopicChange, edition: TopicEdition, _actor: Actor) -> Done:
    topic, into = _old(change), _in_use(edition, change.data.get("into"))
    if topic.id == into.id or _is_below(into, topic):
        raise NotPossible(_("A topic cannot go into itself or what lies below it."))
    _retire(topic)
    _map(edition, topic, into, WHOLE)
    return {"paths": [into.path]}


def _retire_deed(change: TopicChange, edition: TopicEdition, _actor: Actor) -> Done:
    topic = _old(change)
    _retire(topic)
    _map(edition, topic, None, WHOLE)
    return {"paths": []}


_DEEDS: dict[TopicDeed, Callable[[TopicChange, TopicEdition, Actor], Done]] = {
    TopicDeed.ADD: _add,
    TopicDeed.RENAME: _rename,
    TopicDeed.SPLIT: _split,
    TopicDeed.MERGE: _merge,
    TopicDeed.RETIRE: _retire_deed,
}


def _old(change: TopicChange) -> Topic:
    ids = [change.topic_id] if change.topic_id else []
    topic = Topic.objects.select_related("parent").filter(id__in=ids, active=True).first()
    if topic is None:
        raise NotPossible(_("The topic of a change is no longer in use."))
    return topic


def _in_use(edition: TopicEdition, topic_id: Any) -> Topic:
    topic = Topic.objects.filter(id__in=_ids(topic_id), brand_id=edition.brand_id, active=True).first()
    if topic is None:
        raise NotPossible(_("There is no such topic in use."))
    return topic


def _by_path(edition: TopicEdition, path: str) -> Topic | None:
    """The topic that a change before this one added (a CSV file names what it stands under by its path)."""
    if not path:
        return None
    topic = Topic.objects.filter(brand_id=edition.brand_id, path=path, active=True).first()
    if topic is None:
        raise NotPossible(_("There is no topic “%(path)s” to put it under.") % {"path": path})
    return topic


def _ids(given: Any) -> list[UUID]:
    try:
        return [UUID(str(given))]
    except ValueError:
        return []


def _retire(topic: Topic) -> None:
    if topic.children.filter(active=True).exists():
        raise NotPossible(_("“%(path)s” has topics below it; see to them first.") % {"path": topic.path})
    topic.active = False
    topic.save(update_fields=["active"])


def _is_below(topic: Topic, other: Topic) -> bool:
    parent = topic.parent
    while parent is not None:
        if parent.id == other.id:
            return True
        parent = parent.parent
    return False


def _map(edition: TopicEdition, old: Topic, new: Topic | None, share: int) -> None:
    if share and edition.published_at is not None:
        TopicMapping.objects.create(edition=edition, old=old, new=new, share=share, at=edition.published_at)
