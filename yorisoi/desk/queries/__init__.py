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
    queues_of_brands,
    queues_to_open_in,
    recipients,
    topics,
)
from yorisoi.desk.queries.filtering import filter_choices, filter_words
from yorisoi.desk.queries.finding import found_cases, found_messages
from yorisoi.desk.queries.inbox import Filters, Page, Row, View, inbox, parse_view, rows_among
from yorisoi.desk.queries.looking import others_at, read_until
from yorisoi.desk.queries.messages import attachment, layout_of, pictures_allowed, pictures_permit, sources_of, whole_text
from yorisoi.desk.queries.rail import rail
from yorisoi.desk.queries.settings import (
    managed_queue,
    managed_topic,
    queue_form_choices,
    queue_rows,
    queue_values,
    topic_brands,
    topic_parents,
)
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
    "attachment",
    "case_id",
    "cases_of_customer",
    "earlier_cases",
    "entry_of",
    "facts",
    "filter_choices",
    "filter_words",
    "found_cases",
    "found_messages",
    "get_case",
    "inbox",
    "layout_of",
    "linked_cases",
    "managed_queue",
    "managed_topic",
    "numbered",
    "others_at",
    "parse_view",
    "people",
    "pictures_allowed",
    "pictures_permit",
    "queue_form_choices",
    "queue_rows",
    "queue_values",
    "queues",
    "queues_of_brands",
    "queues_to_open_in",
    "rail",
    "read_until",
    "recipients",
    "record_of",
    "rows_among",
    "sources_of",
    "timeline",
    "timeline_of",
    "topic_brands",
    "topic_parents",
    "topics",
    "whole_text",
]
