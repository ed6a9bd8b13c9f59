"""Business time: opening hours, holidays, pauses; durations and deadlines that count only while somebody is there.

    from yorisoi.kernel.calendar import BusinessCalendar, Pause, on_weekdays

    office = BusinessCalendar(on_weekdays("9:00-12:00", "13:00-18:00"), closed_yearly=frozenset({(12, 31), (1, 2)}))
    office.business_seconds_between(asked, answered, pauses=[Pause(waited_from, waited_until)])
    office.add_business_seconds(asked, 4 * 3600)          when four open hours have passed
    office.deadline(asked, 4 * 3600, pauses)              the same with pauses; None while one is running

A calendar has several intervals a day (the lunch is the gap), national holidays with 振替休日 and 国民の休日 offline,
days closed every year, single days with hours of their own, and a time zone. It is an immutable value without Django
models: whoever stores hours makes one and keeps it. Each year is worked out once as sorted open spans with prefix
sums; a question then costs two look-ups by bisection (and one addition for each whole year between).
All moments are aware datetimes; seconds are whole.
"""

from yorisoi.kernel.calendar.business import BusinessCalendar
from yorisoi.kernel.calendar.hours import (
    ALL_DAY,
    CLOSED,
    CalendarError,
    Hours,
    Interval,
    Week,
    hours,
    on_weekdays,
    week,
)
from yorisoi.kernel.calendar.national import holiday_name, national_holidays
from yorisoi.kernel.calendar.pauses import Pause

__all__ = [
    "ALL_DAY",
    "CLOSED",
    "BusinessCalendar",
    "CalendarError",
    "Hours",
    "Interval",
    "Pause",
    "Week",
    "holiday_name",
    "hours",
    "national_holidays",
    "on_weekdays",
    "week",
]
