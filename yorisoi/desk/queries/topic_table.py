"""The tree of topics as a table."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yorisoi.desk.queries.choices import all_topics
from yorisoi.desk.queries.editions import usage
from yorisoi.workspace.contracts import Actor


def topic_table(actor: Actor, brand_id: UUID) -> Iterator[list[object]]:
    """大, 中, 小, record needed, in use, cases: one row a topic, in the order of the tree. Raises NotFound."""
    topics = all_topics(actor, brand_id)
    counts = usage(brand_id=brand_id)
    levels = (pgettext("topics", "Large"), pgettext("topics", "Middle"), pgettext("topics", "Small"))
    head = (*levels, _("Record needed"), _("In use"), _("Cases"))
    rows: list[list[object]] = [list(head)]
    names: list[str] = []
    for topic in topics:
        names = [*names[: topic.level - 1], topic.name]
        flags = ("1" if topic.needs_record else "", "1" if topic.active else "", counts.get(topic.id, 0))
        rows.append([*names, *[""] * (3 - len(names)), *flags])
    return iter(rows)
