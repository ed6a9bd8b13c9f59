"""What one can read at the desk; loading is authorising."""

from yorisoi.desk.queries.cases import (
    CaseHead,
    Neighbour,
    case_id,
    cases_of_customer,
    earlier_cases,
    facts,
    get_case,
    linked_cases,
    numbered,
    record_of,
)
from yorisoi.desk.queries.choices import (
    all_queues,
    all_topics,
    people,
    queues,
    queues_to_open_in,
    recipients,
    topics,
)
from yorisoi.desk.queries.finding import found_cases, found_messages
from yorisoi.desk.queries.inbox import Filters, Page, Row, View, inbox, parse_view, rows_among
from yorisoi.desk.queries.looking import others_at
from yorisoi.desk.queries.rail import rail
from yorisoi.desk.queries.timeline import Entry, Timeline, entry_of, timeline, timeline_of

__all__ = [
    "CaseHead",
    "Entry",
    "Filters",
    "Neighbour",
    "Page",
    "Row",
    "Timeline",
    "View",
    "all_queues",
    "all_topics",
    "case_id",
    "cases_of_customer",
    "earlier_cases",
    "entry_of",
    "facts",
    "found_cases",
    "found_messages",
    "get_case",
    "inbox",
    "linked_cases",
    "numbered",
    "others_at",
    "parse_view",
    "people",
    "queues",
    "queues_to_open_in",
    "rail",
    "recipients",
    "record_of",
    "rows_among",
    "timeline",
    "timeline_of",
    "topics",
]
