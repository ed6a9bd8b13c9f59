"""The only door for other capabilities. Cases are loaded by permission; pass the acting person."""

from yorisoi.desk.actions import (
    Draft,
    NewCase,
    assign,
    close,
    create_queue,
    create_topic,
    hold,
    note,
    open_case,
    receive,
    recount,
    reopen,
    reply,
    route_mailbox,
    set_priority,
    set_queue,
    set_topic,
    write_record,
)
from yorisoi.desk.queries import cases_of_customer
from yorisoi.desk.queries import facts as case_facts

__all__ = [
    "Draft",
    "NewCase",
    "assign",
    "case_facts",
    "cases_of_customer",
    "close",
    "create_queue",
    "create_topic",
    "hold",
    "note",
    "open_case",
    "receive",
    "recount",
    "reopen",
    "reply",
    "route_mailbox",
    "set_priority",
    "set_queue",
    "set_topic",
    "write_record",
]
