"""Work that comes again by the clock: one enqueue a tick, however many workers there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from yorisoi.kernel.clock import now
from yorisoi.kernel.jobs import registry
from yorisoi.kernel.jobs.enqueueing import enqueue
from yorisoi.kernel.models import Schedule

KEY = "schedule"


@dataclass(frozen=True)
class Rule:
    """Either a length of time, or a time of day in the organisation's zone."""

    every: timedelta | None = None
    daily_at: time | None = None

    def __str__(self) -> str:
        return (
            f"every {self.every}" if self.every else f"daily at {self.daily_at:%H:%M} {timezone.get_default_timezone()}"
        )

    def after(self, moment: datetime, previous: datetime | None = None) -> datetime:
        """The first tick after `moment`; ticks missed while nothing ran are not made up for.

        With `every` ticks keep their distance from `previous`, so that they do not drift.
        """
        if self.every:
            if previous is None or previous > moment:
                return moment + self.every
            return previous + ((moment - previous) // self.every + 1) * self.every
        zone = timezone.get_default_timezone()
        day = moment.astimezone(zone).date()
        while True:
            tick = datetime.combine(day, self.daily_at or time(), tzinfo=zone).astimezone(UTC)
            if tick > moment:
                return tick
            day += timedelta(days=1)


_rules: dict[str, Rule] = {}


def schedule[**P, R](
    name: str, *, every: timedelta | None = None, daily_at: time | None = None, retries: int = 0, priority: int = 0
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorator: a job without arguments that is enqueued by itself, `every` so often or `daily_at` a time of day.

    While one tick's job has not begun, the next tick adds none. Raises ValueError unless exactly one rule is given.
    """
    if (every is None) == (daily_at is None) or (every is not None and every < timedelta(seconds=1)):
        raise ValueError(f"schedule {name}: give either every (a second or more) or daily_at")

    def register(function: Callable[P, R]) -> Callable[P, R]:
        registered = registry.job(name, retries=retries, priority=priority)(function)
        _rules[name] = Rule(every, daily_at)
        return registered

    return register


def rules() -> dict[str, Rule]:
    """Every schedule in the code, by name."""
    return dict(_rules)


def prepare() -> None:
    """Bring the table in line with the code; every worker does so as it starts."""
    moment = now()
    known = dict(Schedule.objects.values_list("name", "rule"))
    for name, rule in _rules.items():
        if known.get(name) != str(rule):
            Schedule.objects.update_or_create(name=name, defaults={"rule": str(rule), "next_at": rule.after(moment)})
    Schedule.objects.exclude(name__in=_rules).delete()


def tick() -> list[str]:
    """Enqueue what is due; the names this process enqueued."""
    due = Schedule.objects.filter(next_at__lte=now(), name__in=_rules).values_list("name", "next_at")
    return [name for name, next_at in list(due) if move_on(name, next_at)]


def move_on(name: str, due: datetime) -> bool:
    """Enqueue the job of this tick unless another worker has done so: whoever moves the row from `due` on does it."""
    with transaction.atomic():
        mine = Schedule.objects.filter(name=name, next_at=due)
        if not mine.update(last_at=due, next_at=_rules[name].after(now(), due)):
            return False
        enqueue(name, unique_key=KEY)
        return True
