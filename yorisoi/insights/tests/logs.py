"""Hand-made histories: times on the wall clock of Tokyo, hours with a lunch break."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from yorisoi.desk.contracts import (
    AssignedSpan,
    CaseHistory,
    ClosedSpan,
    ContactSpan,
    HeldSpan,
    Kind,
    Said,
    Status,
    Waiting,
)
from yorisoi.insights.contracts import NewFact
from yorisoi.insights.reading import facts_of
from yorisoi.kernel.calendar import BusinessCalendar, on_weekdays

TOKYO = ZoneInfo("Asia/Tokyo")
OFFICE = BusinessCalendar(on_weekdays("9:00-12:00", "13:00-18:00"))
SATO, SUZUKI = UUID(int=501), UUID(int=502)
H, MIN = 3600, 60


def at(text: str) -> datetime:
    """11-16 10:00 of 2026 (a Monday); 11-23 is a holiday (勤労感謝の日)."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=TOKYO)


def asks(when: str, *, automatic: bool = False) -> Said:
    return Said(UUID(int=hash((when, "in", automatic)) & (2**64 - 1)), Kind.IN, at(when), automatic, None)


def answers(when: str, by: UUID | None = SATO, *, automatic: bool = False) -> Said:
    return Said(UUID(int=hash((when, "out", automatic)) & (2**64 - 1)), Kind.OUT, at(when), automatic, by)


def contact(number: int, opened: str, answered: str = "", ended: str = "", direction: str = "in") -> ContactSpan:
    end = answered or ended
    return ContactSpan(
        UUID(int=number), "email", direction, at(opened), at(answered) if answered else None,
        at(end) if end else None, SATO if answered else None,
    )  # fmt: skip


def closed(number: int, when: str, reopened: str = "", outcome: Status = Status.DONE) -> ClosedSpan:
    return ClosedSpan(UUID(int=number), outcome, at(when), SATO, at(reopened) if reopened else None)


def held(when: str, ended: str = "", reason: Waiting = Waiting.CUSTOMER) -> HeldSpan:
    return HeldSpan(reason, at(when), at(ended) if ended else None)


def had(who: UUID, when: str, ended: str = "") -> AssignedSpan:
    return AssignedSpan(who, at(when), at(ended) if ended else None)


def history(
    opened: str,
    *messages: Said,
    contacts: Sequence[ContactSpan] = (),
    closures: Sequence[ClosedSpan] = (),
    holds: Sequence[HeldSpan] = (),
    assignments: Sequence[AssignedSpan] = (),
    merged: bool = False,
    by_hand: bool = False,
) -> CaseHistory:
    return CaseHistory(
        UUID(int=1), UUID(int=2), UUID(int=3), None, UUID(int=4), "email", at(opened), merged, by_hand,
        contacts, messages, closures, holds, assignments,
    )  # fmt: skip


def facts(log: CaseHistory, kind: str) -> list[NewFact]:
    return [fact for fact in facts_of(log, OFFICE) if fact.kind == kind]


def seconds(log: CaseHistory, kind: str) -> list[int | None]:
    return [fact.seconds for fact in facts(log, kind)]
