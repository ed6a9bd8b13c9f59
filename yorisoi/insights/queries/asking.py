"""What of the numbers is asked for: a range of days and filters, as they stand in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from yorisoi.kernel import clock
from yorisoi.workspace.contracts import NotFound

USUAL_DAYS = 7
MOST_POINTS = 92
"""Days up to which a history has a point a day; above, a point a week."""
MOST_DAYS = 366 * 3


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both included."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def back(self, days: int) -> "Days":
        """The same days, so much earlier."""
        return Days(self.first - timedelta(days=days), self.last - timedelta(days=days))

    @property
    def start(self) -> datetime:
        """The moment at which the first day begins."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The moment at which the last day ends."""
        return _midnight(self.last + timedelta(days=1))

    def spans(self) -> list["Days"]:
        """The days one by one, or in weeks from Monday where there are very many; the first and last may be cut."""
        if self.count <= MOST_POINTS:
            return [Days(day, day) for day in self.each()]
        found, first = [], self.first
        while first <= self.last:
            last = min(first + timedelta(days=6 - first.weekday()), self.last)
            found.append(Days(first, last))
            first = last + timedelta(days=1)
        return found

    def each(self) -> list[date]:
        """Every day, in order."""
        return [self.first + timedelta(days=number) for number in range(self.count)]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True, slots=True)
class Question:
    """Days and filters; None: everything. `complaint` is a sentence about what in the address could not be read."""

    days: Days
    brand_id: UUID | None = None
    queue_id: UUID | None = None
    topic_id: UUID | None = None
    staff_id: UUID | None = None
    complaint: str = field(default="", compare=False)

    @property
    def address(self) -> str:
        """As the query of an address."""
        return urlencode(self.words())

    def words(self) -> dict[str, str]:
        """The parameters of the address."""
        chosen = {"brand": self.brand_id, "queue": self.queue_id, "topic": self.topic_id, "person": self.staff_id}
        days = {"from": self.days.first.isoformat(), "to": self.days.last.isoformat()}
        return days | {name: str(value) for name, value in chosen.items() if value is not None}

    def narrowed(self, by: str, key: UUID) -> "Question":
        """The same, of one queue, topic or person; a topic and a person are never filtered by at once."""
        match by:
            case "queue":
                return replace(self, queue_id=key)
            case "topic":
                return replace(self, topic_id=key, staff_id=None)
        return replace(self, staff_id=key, topic_id=None)

    @property
    def previous(self) -> Days:
        """The days to compare with: as many whole weeks earlier as there are in the range, so that weekdays match."""
        return self.days.back(7 * -(-self.days.count // 7))

    @property
    def year_before(self) -> Days:
        """The same weekdays a year before."""
        return self.days.back(364)

    @property
    def moment(self) -> datetime:
        """Until when the last day has come."""
        return min(self.days.end, clock.now())


def last_days(count: int) -> Days:
    """So many whole days, until yesterday."""
    yesterday = clock.today() - timedelta(days=1)
    return Days(yesterday - timedelta(days=count - 1), yesterday)


def matured(days: Days, wait: int) -> Days:
    """The same number of days, moved back as far as is needed for the last to be judged after `wait` days."""
    latest = clock.today() - timedelta(days=wait + 1)
    return days.back((days.last - latest).days) if wait and days.last > latest else days


def parse(query: Mapping[str, str]) -> Question:
    """From the parameters of an address. Days that make no sense become the usual ones, with a complaint; raises
    NotFound for an id that is none."""
    days, complaint = last_days(USUAL_DAYS), ""
    if query.get("from") or query.get("to"):
        try:
            first, last = date.fromisoformat(query.get("from", "")), date.fromisoformat(query.get("to", ""))
        except ValueError:
            complaint = _("These days could not be read. The last seven are shown.")
        else:
            if first > last or (last - first).days >= MOST_DAYS or not 1990 <= first.year <= last.year <= 2200:
                complaint = _("Days must be in order, and no more than three years. The last seven are shown.")
            else:
                days = Days(first, last)
    ids = {name: _id(query.get(name, "")) for name in ("brand", "queue", "topic", "person")}
    if ids["topic"] and ids["person"]:
        complaint = complaint or _("A topic and a person cannot be chosen at once. The person is left out.")
        ids["person"] = None
    return Question(days, ids["brand"], ids["queue"], ids["topic"], ids["person"], complaint)


def _id(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(_("There is no such filter.")) from None
