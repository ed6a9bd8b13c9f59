"""Twelve months of the demo company as a plan: who writes when about what, and what becomes of it. Pure.

The same seed gives the same plan, whatever the day: moments are counted back from `until`.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from yorisoi.config.demo import matters
from yorisoi.config.demo.matters import MATTERS, Matter
from yorisoi.config.demo.people import DOMAINS, FAMILIES, GIVENS, STAFF, StaffPlan

DAYS = 365
HOURS = (
    *[9] * 9,
    *[10] * 12,
    *[11] * 10,
    *[12] * 6,
    *[13] * 8,
    *[14] * 8,
    *[15] * 7,
    *[16] * 7,
    *[17] * 6,
    *[19] * 4,
    20,
    21,
    22,
)
WEEKDAY = (1.5, 1.2, 1.0, 1.0, 1.0, 0.45, 0.35)  # Monday first


@dataclass(frozen=True)
class Writer:
    """A customer as the world knows them: a name in a From line and an address."""

    family: str
    given: str
    reading: str
    address: str

    @property
    def name(self) -> str:
        """姓 名"""
        return f"{self.family} {self.given}"


@dataclass(frozen=True)
class Story:
    """One case from the first mail to its end. Delays are from the mail before."""

    number: int
    writer: Writer
    matter: Matter
    at: datetime
    subject: str
    body: str
    staff: StaffPlan
    answer: str | None
    answer_after: timedelta
    note: str | None
    follow_up: str | None
    follow_up_after: timedelta
    second_answer: str | None
    ending: str  # done | pending | open | new
    charset: str


def writers(dice: random.Random, count: int) -> list[Writer]:
    """Customers; some share a family name, none an address."""
    made = []
    for number in range(count):
        family, given = dice.choice(FAMILIES), dice.choice(GIVENS)
        address = f"{given[2]}.{family[2]}{number or ''}@{dice.choice(DOMAINS)}"
        made.append(Writer(family[0], given[0], f"{family[1]} {given[1]}", address))
    return made


def moments(dice: random.Random, count: int, until: datetime) -> list[datetime]:
    """When mails come: by weekday and hour, a little more each month, none later than `until`."""
    days = [until - timedelta(days=back) for back in range(DAYS)]
    weights = [WEEKDAY[day.weekday()] * (1.35 - 0.7 * back / DAYS) for back, day in enumerate(days)]
    chosen = []
    for day in dice.choices(days, weights, k=count):
        moment = day.replace(hour=dice.choice(HOURS), minute=dice.randrange(60), second=dice.randrange(60))
        chosen.append(moment if moment < until else moment - timedelta(days=1))
    return sorted(chosen)


def matter_for(dice: random.Random, month: int) -> Matter:
    """A matter, by the season."""
    return dice.choices(MATTERS, [matter.weight * matter.months.get(month, 1.0) for matter in MATTERS])[0]


def ending_for(dice: random.Random, back: int, count: int) -> str:
    """What a case has come to; `back` is its place counted from the newest (0) of `count`."""
    if back < max(16, count * 0.012):
        return dice.choices(("new", "open"), (80, 20))[0]
    if back < max(24, count * 0.04):
        return dice.choices(("done", "pending", "open", "new"), (45, 15, 25, 15))[0]
    return dice.choices(("done", "pending", "open"), (985, 12, 3))[0]


def working_hours_later(dice: random.Random, hours: float) -> timedelta:
    """A delay around so many hours."""
    return timedelta(minutes=dice.randint(4, int(hours * 60)))


def story(dice: random.Random, number: int, writer: Writer, at: datetime, count: int) -> Story:
    """Everything about one case, the one of this number among `count`."""
    matter = matter_for(dice, at.month)
    words = {
        "name": writer.family,
        "order": f"H{at:%y%m}-{dice.randint(1000, 9999)}",
        "day": f"{at.month}月{max(1, at.day - 1)}日",
        "item": dice.choice(matters.ITEMS),
        "school": dice.choice(matters.SCHOOLS),
    }
    ending = ending_for(dice, count - 1 - number, count)
    answered = ending in {"done", "pending"}
    asks_again = answered and dice.random() < 0.3
    lines = (dice.choice(matters.GREETINGS), dice.choice(matter.bodies).format(**words), dice.choice(matters.CLOSINGS))
    staff = dice.choice([each for each in STAFF if matter.brand in each.brands and each.role != "viewer"])
    greeting = f"{writer.family} 様\n\nお問い合わせありがとうございます。ひなたお客様センターの{staff.family}です。\n"
    signature = "\n\n" + matters.SIGNATURE.format(staff=staff.family)
    second = greeting + matters.SECOND_ANSWER.format(**words) + signature
    return Story(
        number=number,
        writer=writer,
        matter=matter,
        at=at,
        subject=dice.choice(matter.subjects),
        body="\n".join(line for line in lines if line) + f"\n\n{writer.name}",
        staff=staff,
        answer=greeting + matter.answer.format(**words) + signature if answered else None,
        answer_after=working_hours_later(dice, 9),
        note=dice.choice(matters.NOTES) if dice.random() < 0.15 else None,
        follow_up=dice.choice(matters.FOLLOW_UPS).format(**words) if asks_again else None,
        follow_up_after=working_hours_later(dice, 20),
        second_answer=second if asks_again and dice.random() < 0.8 else None,
        ending=ending,
        charset=dice.choices(("utf-8", "iso-2022-jp", "shift_jis"), (80, 16, 4))[0],
    )


def stories(*, seed: int, count: int, until: datetime) -> Iterator[Story]:
    """The whole history, oldest first."""
    dice = random.Random(seed)  # noqa: S311 - a repeatable history is the point
    customers = writers(dice, max(20, count * 11 // 20))
    for number, at in enumerate(moments(dice, count, until)):
        yield story(dice, number, dice.choice(customers), at, count)
