"""Files by their content: stored once, typed by their first bytes, given out only in ways that cannot hurt the reader.

stored = files.store(attachment_bytes, name="請求書.pdf")     # loose=True: an upload that may never be sent
with files.open(stored.id) as file: ...
return files.respond(stored.id, "請求書.pdf")
"""

from yorisoi.kernel.files.responding import respond
from yorisoi.kernel.files.sniffing import sniff
from yorisoi.kernel.files.storing import (
    FileMissingError,
    FileTooLargeError,
    Placed,
    hold,
    hold_contents,
    open,
    place,
    read,
    rows_of,
    store,
    unsynced,
    wanted_still,
)

__all__ = [
    "FileMissingError",
    "FileTooLargeError",
    "Placed",
    "hold",
    "hold_contents",
    "open",
    "place",
    "read",
    "respond",
    "rows_of",
    "sniff",
    "store",
    "unsynced",
    "wanted_still",
]
