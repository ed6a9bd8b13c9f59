"""The metrics that insights itself offers. What is written here for people, `reading` and `measures` do in code."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from yorisoi.insights.contracts import Better, Counted, Reckoning, Share, Spread, Standing, Unit
from yorisoi.insights.measures import WINDOWS
from yorisoi.kernel.slots import Metric, Words

_CALENDAR = _("Calendar time; days of the organisation's zone")
_BUSINESS = _("Business time: opening hours without holidays")
_PEOPLE = _("Only what people write; no automatic mails, no notes, nothing taken back before it left")


def _fill(words: Words, values: dict[str, int]) -> str:
    return str(words) % values


_filled = lazy(_fill, str)


def _metric(
    name: str,
    variant: str,
    title: Words,
    reckoning: Reckoning,
    unit: Unit,
    better: Better,
    order: int,
    *,
    formula: Words,
    numerator: Words,
    denominator: Words = "—",
    filters: Words = _PEOPLE,
    clock: Words = _CALENDAR,
    window: Words = "—",
) -> Metric:
    return Metric(
        name, variant, 1, title, unit.value, better.value, formula, numerator, denominator, filters, clock, window,
        reckoning, order,
    )  # fmt: skip


def _arrivals() -> list[Metric]:
    by_arrival = _("Counted in the hour in which it arrived")
    return [
        _metric(
            "arrivals", "contacts", _("Contacts"), Counted("contacts"), Unit.COUNT, Better.NEITHER, 10,
            formula=_("The number of contacts that customers began"),
            numerator=_("Contacts in: episodes from a customer's first message to our answer; further messages before "
                        "the answer belong to it"),
            window=by_arrival,
        ),
        _metric(
            "arrivals", "cases", _("New cases"), Counted("cases"), Unit.COUNT, Better.NEITHER, 20,
            formula=_("The number of cases that customers began"),
            numerator=_("Cases whose first message is a customer's; not those that we opened, and not those that went "
                        "into another"),
            window=by_arrival,
        ),
        _metric(
            "closures", "done", _("Cases done"), Counted("closures"), Unit.COUNT, Better.NEITHER, 30,
            formula=_("The number of times that a case was done"),
            numerator=_("Closures as done, each time. Not: no action needed; undone within 60 seconds"),
            window=_("Counted when it was closed, by who closed it"),
        ),
    ]  # fmt: skip


def _backlog() -> list[Metric]:
    when = _("At the end of the last day shown; today: now. Persons: whose it is at that moment")
    return [
        _metric(
            "backlog", "open", _("Backlog"), Standing("open_in", "open_out"), Unit.COUNT, Better.LOWER, 40,
            formula=_("Cases opened or reopened so far, less cases closed so far"),
            numerator=_("Cases that are open (new, in progress or on hold)"), filters=_("None"), window=when,
        ),
        _metric(
            "backlog_age", "calendar", _("Age of the backlog"), Standing("open_in", "open_out", aged=True), Unit.DAYS,
            Better.LOWER, 50,
            formula=_("Median and 90th percentile of the time for which the open cases have been open"),
            numerator=_("Days since the case was opened, or last reopened"), denominator=_("Cases that are open"),
            filters=_("None"), window=when,
        ),
    ]  # fmt: skip


def _durations() -> list[Metric]:
    by_answer = _("Counted when we answered, by who answered")
    by_closure = _("Counted when it was closed, by who closed it")
    solved = _("Closures as done. Not: no action needed; undone within 60 seconds")
    asked = _("From the customer's first message that is unanswered to our next answer by a person")
    less = _(
        "From the case's beginning to its closure, less the time on hold for the customer and the time it was closed"
    )
    return [
        _metric(
            "first_response", "business", _("First response time"), Spread("first_response"), Unit.BUSINESS_TIME,
            Better.LOWER, 60, formula=_("Median and 90th percentile over cases"), numerator=asked,
            denominator=_("Cases of customers that were answered; cases that we opened have no first response"),
            clock=_BUSINESS, window=by_answer,
        ),
        _metric(
            "next_response", "business", _("Next response time"), Spread("next_response"), Unit.BUSINESS_TIME,
            Better.LOWER, 70, formula=_("Median and 90th percentile over answers"), numerator=asked,
            denominator=_("Answers after the first one"), clock=_BUSINESS, window=by_answer,
        ),
        _metric(
            "resolution_time", "first", _("Time to the first resolution"), Spread("resolution_first"),
            Unit.BUSINESS_TIME, Better.LOWER, 80, formula=_("Median and 90th percentile over cases"), numerator=less,
            denominator=_("Cases done for the first time"), filters=solved, clock=_BUSINESS, window=by_closure,
        ),
        _metric(
            "resolution_time", "total", _("Time to the lasting resolution"), Spread("resolution_total"),
            Unit.BUSINESS_TIME, Better.LOWER, 90, formula=_("Median and 90th percentile over cases"), numerator=less,
            denominator=_("Cases done and not reopened since"), filters=solved, clock=_BUSINESS, window=by_closure,
        ),
    ]  # fmt: skip


def _shares() -> list[Metric]:
    return [
        _metric(
            "answer_rate", "ended", _("Answer rate"), Share("contacts_answered", "contacts_ended"), Unit.SHARE,
            Better.HIGHER, 100, formula=_("Answered contacts / contacts that have ended"),
            numerator=_("Contacts in that a person answered"),
            denominator=_("Contacts in that were answered, or whose case was closed without an answer; not those of "
                          "cases without need of action, and not those still running"),
            window=_("Counted on the day on which the contact began"),
        ),
        *(_recontact(days) for days in WINDOWS),
        _metric(
            "reopen_rate", "14d", _("Reopen rate (14 days)"), Share("reopened", "closures", matures_days=14),
            Unit.SHARE, Better.LOWER, 130, formula=_("Closures reopened within 14 days / closures"),
            numerator=_("Closures after which the case was reopened within 14 days, by anybody"),
            denominator=_("Closures as done, each time. Not: no action needed; undone within 60 seconds"),
            window=_("Counted when it was closed; closures of the last 14 days are not judged yet and left out"),
        ),
    ]  # fmt: skip


def _recontact(days: int) -> Metric:
    n = {"days": days}
    return _metric(
        "recontact_rate", f"{days}d", _filled(_("Recontact rate (%(days)s days)"), n),
        Share(f"recontacts_{days}d", "needs", matures_days=days), Unit.SHARE, Better.LOWER, 110 + days // 7,
        formula=_filled(_("Contacts followed by another of the customer within %(days)s days / contacts"), n),
        numerator=_filled(_("Contacts after which the same customer came again within %(days)s days"), n),
        denominator=_("Contacts in of customers that we know; not those that go on with an open case, and not those of "
                      "cases without need of action"),
        window=_filled(
            _("Counted on the day of the earlier contact; the last %(days)s days are not judged yet and left out"),
            n,
        ),
    )  # fmt: skip


def metrics() -> list[Metric]:
    """All of them."""
    return [*_arrivals(), *_backlog(), *_durations(), *_shares()]
