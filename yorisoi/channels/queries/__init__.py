from .delivery import cancellable, deliveries, outbound_log, received_log
from .html_page import html_page
from .mailboxes import mailbox_for_address, mailbox_infos
from .received import get_received, message
from .references import referenced

__all__ = [
    "cancellable",
    "deliveries",
    "get_received",
    "html_page",
    "mailbox_for_address",
    "mailbox_infos",
    "message",
    "outbound_log",
    "received_log",
    "referenced",
]
