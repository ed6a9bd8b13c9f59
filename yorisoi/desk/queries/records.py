"""Records of cases (応対記録): what the checks say of one, and the figures and tables over many."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import Kind, RecordFields, Status
from yorisoi.desk.models import Case, Message, Record
from yorisoi.desk.permissions import READ_RECORDS, visible
from yorisoi.desk.record_checks import CHECKS, Finding, Recorded, findings
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import Actor

_TEXTS = 3
_SHOWN = 20
MOST = 50_000


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both counted, and the department asked for (empty: all)."""

    first: date
    last: date
    department: str = ""

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """From the first moment to the one after the last."""
        begin = timezone.make_aware(datetime.combine(self.first, time()))
        return begin, timezone.make_aware(datetime.combine(self.last + timedelta(days=1), time()))


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `percent` is None when there are none at all."""

    name: str
    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """The share in per cent."""
        return 100 * self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures over a period: complete records of all, by department, and what each check found, with cases."""

    complete: Share
    departments: list[Share]
    checks: list[tuple[str, int, list[int]]]


def customer_texts(case_id: UUID) -> tuple[str, ...]:
    """What the customer wrote first on a case that was loaded by permission already."""
    rows = Message.objects.filter(case_id=case_id, kind=Kind.IN).order_by("at", "id").values_list("body", flat=True)
    return tuple(body[:4000] for body in rows[:_TEXTS])


def judged(record: RecordFields, status: Status, texts: Sequence[str]) -> list[Finding]:
    """What the checks say; nothing of an empty record."""
    return findings(Recorded(record, status, tuple(texts), needed=False))


def check_title(check: str) -> str:
    """What a check is called."""
    return {
        "missing": _("Something is missing"),
        "says_nothing": _("Says nothing"),
        "nonsense": _("Keys pressed at random"),
        "copied": _("The customer's own text"),
        "repeated": _("The same text twice"),
        "contradiction": _("Outcome against the status"),
        "no_department": _("Handed on to nobody"),
        "no_next_step": _("No next step"),
        "no_date": _("Next step without a day"),
        "card_number": _("A card number"),
    }[check]


def last_days(days: int = 30) -> Period:
    """The period up to today."""
    today = clock.today()
    return Period(today - timedelta(days=days - 1), today)


def quality(actor: Actor, period: Period) -> Quality:
    """The figures of records written in the period, on cases that the actor may see. Raises NotAllowed."""
    rows = list(_records(actor, period).values_list("department", "findings", "case__number")[:MOST])
    good, whole = Counter[str](), Counter[str]()
    found: dict[str, list[int]] = {check: [] for check in CHECKS}
    for department, names, number in rows:
        whole[department] += 1
        good[department] += "missing" not in names
        for name in names:
            found.setdefault(name, []).append(number)
    departments = [Share(name, good[name], count) for name, count in whole.most_common()]
    checks = [(check_title(name), len(numbers), numbers[:_SHOWN]) for name, numbers in found.items() if numbers]
    return Quality(Share("", good.total(), whole.total()), departments, sorted(checks, key=lambda each: -each[1]))


def record_table(actor: Actor, period: Period) -> Iterator[list[object]]:
    """The records of the period as rows, for the department concerned; no names of customers. Raises NotAllowed."""
    rows = _records(actor, period).order_by("at").values_list(
        "case__number", "case__opened_at", "case__closed_at", "case__queue__name", "case__topic__path", "product",
        "reason", "cause", "action", "outcome", "department", "next_step", "filled", "findings",
    )[:MOST]  # fmt: skip
    yield [
        _("Number"), _("Opened on"), _("Closed on"), _("Queue"), _("Topic"), _("Product or service"),
        _("What it was about"), _("Cause"), _("What was done"), _("Outcome"), _("Department concerned"),
        _("Next step"), _("Filled (%)"), _("Found by the checks"),
    ]  # fmt: skip
    for number, opened, closed, *texts, filled, names in rows.iterator(chunk_size=500):
        words = "、".join(check_title(name) for name in names if name in CHECKS)
        yield [number, _day(opened), _day(closed), *(text or "" for text in texts), filled, words]


def _records(actor: Actor, period: Period) -> QuerySet[Record]:
    actor.needs(READ_RECORDS)
    begin, end = period.bounds
    seen = Case.objects.filter(visible(actor, READ_RECORDS))
    asked = Q(department=period.department) if period.department else Q()
    return Record.objects.filter(asked, at__gte=begin, at__lt=end, case__in=seen)


def _day(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
