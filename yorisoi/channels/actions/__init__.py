from .cancel import cancel
from .deliver import deliver
from .hand_over import hand_over
from .mailboxes import change_mailbox, change_secret, create_mailbox, remove_mailbox
from .note import note_all
from .read import read_again, read_all
from .report import note_reports
from .retry import retry
from .send import send
from .store import Arrival, Stored, store_all, tell_all
from .unsubscribing import subscribe_again, unsubscribe

__all__ = [
    "Arrival",
    "Stored",
    "cancel",
    "change_mailbox",
    "change_secret",
    "create_mailbox",
    "deliver",
    "hand_over",
    "note_all",
    "note_reports",
    "read_again",
    "read_all",
    "remove_mailbox",
    "retry",
    "send",
    "store_all",
    "subscribe_again",
    "tell_all",
    "unsubscribe",
]
