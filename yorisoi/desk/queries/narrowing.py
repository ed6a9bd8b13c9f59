"""Filters as words in the search box, for cases and their messages: 担当:自分 状態:対応中 期限:超過 受付:今週."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yorisoi.customers import public as customers
from yorisoi.desk.contracts import OPEN_STATUSES
from yorisoi.desk.labels import PRIORITY, STATUS
from yorisoi.desk.models import CaseTag, Message, Queue, Tag, Topic
from yorisoi.desk.permissions import READ
from yorisoi.kernel import clock
from yorisoi.kernel.slots import FilterValue, SearchFilter
from yorisoi.kernel.text import DayError, day_of, fold
from yorisoi.kernel.ui.times import date_short
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor

ME = gettext_lazy("me")
NOBODY = gettext_lazy("nobody")
OVERDUE = gettext_lazy("overdue")
TODAY = pgettext_lazy("search", "today")
YESTERDAY = gettext_lazy("yesterday")
THIS_WEEK = gettext_lazy("this week")
THIS_MONTH = gettext_lazy("this month")
STILL_OPEN = pgettext_lazy("any status that is not closed", "not closed")
CLOSED = pgettext_lazy("any closed status", "closed")
WITH = pgettext_lazy("attachments", "with")
WITHOUT = pgettext_lazy("attachments", "without")

FILTERS = (
    SearchFilter("assignee", pgettext_lazy("search", "Assignee"), ("assignee", "担当", "担当者"), (ME, NOBODY)),
    SearchFilter(
        "status", gettext_lazy("Status"), ("status", "is", "状態", "ステータス"), (STILL_OPEN, CLOSED, *STATUS.values())
    ),
    SearchFilter("queue", gettext_lazy("Queue"), ("queue", "窓口")),
    SearchFilter("topic", gettext_lazy("Topic"), ("topic", "トピック", "分類")),
    SearchFilter("tag", gettext_lazy("Tag"), ("tag", "タグ")),
    SearchFilter("priority", gettext_lazy("Priority"), ("priority", "優先度"), tuple(PRIORITY.values())),
    SearchFilter("due", pgettext_lazy("search", "Due"), ("due", "期限"), (OVERDUE, TODAY)),
    SearchFilter(
        "opened", pgettext_lazy("search", "Opened"), ("opened", "date", "受付", "受付日", "日付"),
        (TODAY, YESTERDAY, THIS_WEEK, THIS_MONTH),
    ),
    SearchFilter("customer", gettext_lazy("Customer"), ("customer", "お客様", "顧客")),
    SearchFilter("attachment", gettext_lazy("Attachments"), ("attachment", "has", "添付"), (WITH, WITHOUT)),
)  # fmt: skip
_MOST_CUSTOMERS = 50
_SPAN = re.compile(r"\s*(?:\.\.|…|〜|～|~)\s*")


def meaning(actor: Actor, name: str, text: str) -> FilterValue:
    """The condition on Case that `text` stands for. Raises ValueError with a sentence for people."""
    condition, words = _MEANINGS[name](actor, text)
    title = next(each.title for each in FILTERS if each.name == name)
    if condition is None:
        raise ValueError(_("%(filter)s: nothing is called “%(text)s”.") % {"filter": title, "text": text})
    return FilterValue(name, condition, words)


type _Meaning = tuple[Q | None, Any]


def _assignee(actor: Actor, text: str) -> _Meaning:
    if _says(text, ME):
        return Q(assignee=actor.staff_id), ME
    if _says(text, NOBODY):
        return Q(assignee__isnull=True), NOBODY
    people = {each.id: each for brand_id in actor.brand_ids(READ) for each in workspace.staff_of_brand(brand_id)}
    return _named(text, ((each.id, each.name, each.reading) for each in people.values()), "assignee")


def _status(_actor: Actor, text: str) -> _Meaning:
    if _says(text, STILL_OPEN):
        return Q(is_open=True), STILL_OPEN
    if _says(text, CLOSED):
        return Q(is_open=False), CLOSED
    for status, label in STATUS.items():
        if _says(text, label, status.value):
            # is_open as well: the indexes are partial
            return Q(status=status.value, is_open=status in OPEN_STATUSES), label
    return None, ""


def _priority(_actor: Actor, text: str) -> _Meaning:
    found = next((each for each, label in PRIORITY.items() if _says(text, label, each.name.lower())), None)
    return (None, "") if found is None else (Q(priority=found.value), PRIORITY[found])


def _queue(actor: Actor, text: str) -> _Meaning:
    rows = Queue.objects.filter(brand_id__in=actor.brand_ids(READ)).order_by("order", "id")
    return _named(text, ((pk, name, "") for pk, name in rows.values_list("id", "name")), "queue")


def _topic(actor: Actor, text: str) -> _Meaning:
    """The topics called so, and all below them."""
    rows = list(Topic.objects.filter(brand_id__in=actor.brand_ids(READ)).values_list("id", "path", "name"))
    wanted = fold(text)
    tops = [path for _pk, path, name in rows if fold(name) == wanted or fold(path) == wanted]
    tops = tops or [path for _pk, path, name in rows if wanted in fold(name)]
    ids = [pk for pk, path, _name in rows if any(path == top or path.startswith(f"{top} / ") for top in tops)]
    return (Q(topic__in=ids), _(", ").join(tops[:3])) if ids else (None, "")


def _tag(actor: Actor, text: str) -> _Meaning:
    rows = Tag.objects.filter(brand_id__in=actor.brand_ids(READ)).values_list("id", "name")
    named, words = _named(text, ((pk, name, "") for pk, name in rows), "tag")
    if named is None:
        return None, ""
    return Q(pk__in=CaseTag.objects.filter(named).values("case")), words


def _customer(actor: Actor, text: str) -> _Meaning:
    found = customers.find_customers(actor, text, limit=_MOST_CUSTOMERS)
    return (Q(customer__in=[each.id for each in found]), text) if found else (None, "")


def _attachment(_actor: Actor, text: str) -> _Meaning:
    some = Exists(Message.objects.filter(case=OuterRef("pk"), attachment_count__gt=0))
    if _says(text, WITH, "attachment", "yes"):
        return Q(some), WITH
    return (~Q(some), WITHOUT) if _says(text, WITHOUT, "no") else (None, "")


def _due(_actor: Actor, text: str) -> _Meaning:
    now = clock.now()
    if _says(text, OVERDUE):
        return Q(is_open=True, due_at__lt=now), OVERDUE
    if _says(text, TODAY):
        return Q(is_open=True, due_at__lt=_begin(clock.today() + timedelta(days=1))), TODAY
    return None, ""


def _opened(_actor: Actor, text: str) -> _Meaning:
    """A day, a span (2026-11-01..2026-11-20, either end may be open) or a word such as 今週; weeks begin on Monday."""
    today = clock.today()
    spans: Sequence[tuple[Any, date, date]] = (
        (TODAY, today, today),
        (YESTERDAY, today - timedelta(days=1), today - timedelta(days=1)),
        (THIS_WEEK, today - timedelta(days=today.weekday()), today),
        (THIS_MONTH, today.replace(day=1), today),
    )
    for label, first, last in spans:
        if _says(text, label):
            return _between(first, last), label
    try:
        ends = [day_of(end) if end else None for end in _SPAN.split(text, maxsplit=1)]
    except DayError as error:
        raise ValueError(str(error)) from None
    words = "–".join(date_short(_begin(end)) if end else "" for end in ends)
    return _between(ends[0], ends[-1]), words


def _between(first: date | None, last: date | None) -> Q:
    condition = Q(opened_at__gte=_begin(first)) if first else Q()
    return condition & Q(opened_at__lt=_begin(last + timedelta(days=1))) if last else condition


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _named(text: str, rows: Iterable[tuple[UUID, str, str]], field: str) -> _Meaning:
    """Those whose name or reading is the text or else begins with it or holds it."""
    wanted = fold(text)
    keys = {pk: (name, (fold(name).replace(" ", ""), fold(name), fold(reading))) for pk, name, reading in rows}
    tests: tuple[Callable[[str], bool], ...] = (
        lambda key: key == wanted,
        lambda key: key.startswith(wanted),
        lambda key: wanted in key,
    )
    for test in tests:
        found = {pk: name for pk, (name, ways) in keys.items() if any(test(way) for way in ways)}
        if found:
            return Q(**{f"{field}__in": list(found)}), _(", ").join(dict.fromkeys(found.values()))
    return None, ""


def _says(text: str, label: Any, *others: str) -> bool:
    """Whether `text` is this label in either language, or one of the other words."""
    ways = {fold(other) for other in others}
    for language in ("ja", "en"):
        with translation.override(language):
            ways.add(fold(str(label)).replace(" ", ""))
    return fold(text).replace(" ", "") in ways


_MEANINGS: Mapping[str, Callable[[Actor, str], _Meaning]] = {
    "assignee": _assignee,
    "status": _status,
    "queue": _queue,
    "topic": _topic,
    "tag": _tag,
    "priority": _priority,
    "due": _due,
    "opened": _opened,
    "customer": _customer,
    "attachment": _attachment,
}
