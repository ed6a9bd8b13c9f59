"""Hand-made logs with answers worked out by hand. Hours: 9–12 and 13–18 on weekdays."""

import pytest

from yorisoi.desk.contracts import Status, Waiting
from yorisoi.insights.tests.logs import (
    MIN,
    SATO,
    SUZUKI,
    H,
    answers,
    asks,
    at,
    closed,
    contact,
    facts,
    had,
    held,
    history,
    seconds,
)

pytestmark = pytest.mark.vendorless


def test_lunch_does_not_count() -> None:
    log = history("11-16 11:30", asks("11-16 11:30"), answers("11-16 13:20"))
    assert seconds(log, "first_response") == [50 * MIN]  # 11:30–12:00 and 13:00–13:20


def test_night_does_not_count() -> None:
    log = history("11-16 17:45", asks("11-16 17:45"), answers("11-17 09:10"))
    assert seconds(log, "first_response") == [25 * MIN]


def test_question_outside_hours_waits_from_the_opening() -> None:
    log = history("11-17 03:00", asks("11-17 03:00"), answers("11-17 09:30"))
    assert seconds(log, "first_response") == [30 * MIN]


def test_answer_outside_hours_took_until_closing_time() -> None:
    log = history("11-17 17:00", asks("11-17 17:00"), answers("11-17 22:00"))
    assert seconds(log, "first_response") == [60 * MIN]


def test_weekend_and_holiday_do_not_count() -> None:
    # Friday 17:00, then Saturday, Sunday, 勤労感謝の日 on Monday, answered on Tuesday at 10:00.
    log = history("11-20 17:00", asks("11-20 17:00"), answers("11-24 10:00"))
    assert seconds(log, "first_response") == [2 * H]


def test_machine_that_answers_answers_nothing() -> None:
    log = history(
        "11-16 10:00", asks("11-16 10:00"), answers("11-16 10:01", None, automatic=True), answers("11-16 11:00")
    )
    assert seconds(log, "first_response") == [1 * H]


def test_customers_out_of_office_reply_asks_nothing() -> None:
    log = history(
        "11-16 10:00", asks("11-16 10:00"), answers("11-16 10:30"), asks("11-16 10:31", automatic=True),
        answers("11-16 17:00"),
    )  # fmt: skip
    assert seconds(log, "first_response") == [30 * MIN]
    assert seconds(log, "next_response") == []


def test_second_question_before_the_answer_does_not_begin_anew() -> None:
    log = history("11-16 10:00", asks("11-16 10:00"), asks("11-16 11:00"), answers("11-16 11:30", SUZUKI))
    [first] = facts(log, "first_response")
    assert (first.seconds, first.staff_id, first.since) == (90 * MIN, SUZUKI, at("11-16 10:00"))


def test_each_later_question_has_its_next_response() -> None:
    log = history(
        "11-16 10:00", asks("11-16 10:00"), answers("11-16 10:30"),
        asks("11-16 14:00"), answers("11-16 14:40"), answers("11-16 15:00"),
        asks("11-16 17:50"), answers("11-17 09:05"),
    )  # fmt: skip
    assert seconds(log, "first_response") == [30 * MIN]
    assert seconds(log, "next_response") == [40 * MIN, 15 * MIN]


def test_case_that_we_opened_has_no_first_response() -> None:
    written = history("11-16 10:00", answers("11-16 10:00"), asks("11-16 11:00"), answers("11-16 11:20"))
    assert seconds(written, "first_response") == []
    assert seconds(written, "next_response") == [20 * MIN]
    noted = history("11-16 10:00", asks("11-16 10:00"), answers("11-16 11:00"), by_hand=True)
    assert seconds(noted, "first_response") == seconds(noted, "next_response") == []
    assert [facts(log, "case")[0].mark for log in (written, noted)] == ["staff", "staff"]


def test_machines_mail_is_no_customers_case() -> None:
    log = history("11-16 10:00", asks("11-16 10:00", automatic=True))
    assert facts(log, "case")[0].mark == "machine"


def test_waiting_for_the_customer_is_not_our_time() -> None:
    log = history(
        "11-16 10:00", asks("11-16 10:00"), answers("11-16 11:00"), asks("11-17 10:00"), answers("11-17 10:30"),
        holds=[held("11-16 11:00", "11-17 10:00")], closures=[closed(9, "11-17 10:30")],
    )  # fmt: skip
    assert seconds(log, "closure") == [1 * H + 30 * MIN]


def test_waiting_for_a_department_is_our_time() -> None:
    log = history(
        "11-16 10:00", asks("11-16 10:00"), holds=[held("11-16 11:00", "11-16 17:00", Waiting.DEPARTMENT)],
        closures=[closed(9, "11-16 17:00")],
    )  # fmt: skip
    assert seconds(log, "closure") == [6 * H]  # 7 hours less the lunch


def test_reopened_case_has_two_closures_and_the_time_between_does_not_count() -> None:
    log = history(
        "11-16 10:00", asks("11-16 10:00"), answers("11-16 11:00"), asks("11-18 10:00"), answers("11-18 12:00"),
        closures=[closed(9, "11-16 11:00", "11-18 10:00"), closed(10, "11-18 12:00")],
    )  # fmt: skip
    first, again = facts(log, "closure")
    assert (first.mark, first.seconds, first.until) == ("first", 1 * H, at("11-18 10:00"))
    assert (again.mark, again.seconds, again.until) == ("again", 3 * H, None)
    assert [(span.at, span.until) for span in facts(log, "open")] == [
        (at("11-16 10:00"), at("11-16 11:00")),
        (at("11-18 10:00"), at("11-18 12:00")),
    ]


def test_answer_taken_back_closed_nothing() -> None:
    slip = closed(9, "11-16 11:00", "11-16 11:00")
    log = history("11-16 10:00", asks("11-16 10:00"), closures=[slip, closed(10, "11-16 12:00")])
    assert seconds(log, "closure") == [2 * H]
    assert facts(log, "closure")[0].mark == "first"


def test_no_action_is_not_solved_and_not_unanswered() -> None:
    log = history(
        "11-16 10:00", asks("11-16 10:00"), contacts=[contact(7, "11-16 10:00", ended="11-16 10:05")],
        closures=[closed(9, "11-16 10:05", outcome=Status.NO_ACTION)],
    )  # fmt: skip
    assert facts(log, "closure") == []
    assert facts(log, "contact")[0].mark == "dropped"


def test_marks_of_contacts() -> None:
    log = history(
        "11-16 10:00", asks("11-16 10:00"),
        contacts=[
            contact(7, "11-16 10:00", "11-16 11:30"), contact(8, "11-16 13:00", ended="11-16 14:00"),
            contact(9, "11-16 15:00", direction="out"), contact(10, "11-16 16:00"),
        ],
        closures=[closed(20, "11-16 14:00", "11-16 16:00")],
    )  # fmt: skip
    found = facts(log, "contact")
    assert [each.mark for each in found] == ["answered", "unanswered", "out", "running"]
    # The second went on with an open case; the last opened a closed one.
    assert [each.begins for each in found] == [True, False, True, True]
    assert found[0].seconds == 90 * MIN


def test_merged_case_tells_nothing_of_its_own_and_the_other_counts_from_the_oldest_question() -> None:
    gone = history(
        "11-16 09:00", contacts=[contact(7, "11-16 09:00")], closures=[closed(9, "11-16 12:00")], merged=True
    )
    assert {fact.kind for fact in [*facts(gone, "contact"), *facts(gone, "case"), *facts(gone, "closure")]} == {
        "contact"
    }
    kept = history("11-16 10:00", asks("11-16 09:00"), asks("11-16 10:00"), answers("11-16 11:00"))
    assert facts(kept, "case")[0].at == at("11-16 09:00")
    assert seconds(kept, "first_response") == [2 * H]


def test_open_time_is_cut_by_who_has_the_case() -> None:
    log = history(
        "11-16 10:00", asks("11-16 10:00"),
        assignments=[had(SATO, "11-16 11:00", "11-16 12:00"), had(SUZUKI, "11-16 14:00")],
        closures=[closed(9, "11-16 16:00")],
    )  # fmt: skip
    assert [(span.staff_id, span.at, span.until, span.since) for span in facts(log, "open")] == [
        (None, at("11-16 10:00"), at("11-16 11:00"), at("11-16 10:00")),
        (SATO, at("11-16 11:00"), at("11-16 12:00"), at("11-16 10:00")),
        (None, at("11-16 12:00"), at("11-16 14:00"), at("11-16 10:00")),
        (SUZUKI, at("11-16 14:00"), at("11-16 16:00"), at("11-16 10:00")),
    ]


def test_nobody_yet_and_open_still() -> None:
    [span] = facts(history("11-16 10:00", asks("11-16 10:00")), "open")
    assert (span.staff_id, span.until) == (None, None)
