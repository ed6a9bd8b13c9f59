from .cancel import cancel
from .deliver import deliver
from .note import note_received
from .read import read, read_again
from .retry import retry
from .send import send
from .store import Arrival, Stored, store_all

__all__ = [
    "Arrival",
    "Stored",
    "cancel",
    "deliver",
    "note_received",
    "read",
    "read_again",
    "retry",
    "send",
    "store_all",
]
