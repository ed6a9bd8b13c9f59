from ..note_words import note_words
from .delivery import cancellable, deliveries, delivery, matched, outbound_log, received_log, sent_file, suppressed
from .html_page import html_page, layout
from .mailboxes import get_mailbox, mailbox_for_address, mailbox_infos, managed_mailboxes
from .notes import note_of
from .outbox import get_outbound, outbox
from .received import get_many, get_received, messages
from .references import Named, referenced
from .unsubscriptions import subscription, subscription_of, unsubscribed_of

__all__ = [
    "Named",
    "cancellable",
    "deliveries",
    "delivery",
    "get_mailbox",
    "get_many",
    "get_outbound",
    "get_received",
    "html_page",
    "layout",
    "mailbox_for_address",
    "mailbox_infos",
    "managed_mailboxes",
    "matched",
    "messages",
    "note_of",
    "note_words",
    "outbound_log",
    "outbox",
    "received_log",
    "referenced",
    "sent_file",
    "subscription",
    "subscription_of",
    "suppressed",
    "unsubscribed_of",
]
