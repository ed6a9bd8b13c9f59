"""Limits that keep any mail, however hostile, in bounded time and memory. Beyond each the mail is cut and noted."""

from __future__ import annotations

MAX_DEPTH = 24
"""Levels of multipart and embedded messages that are opened."""

MAX_PARTS = 2_000
"""Parts read of one mail; what follows stays in the raw mail only."""

MAX_HEADERS = 3_000
"""Header lines read of one part."""

MAX_HEADER_BYTES = 2_000_000
"""Bytes of one part's header block; more is taken for a body."""

MAX_DISPLAY_HEADER = 20_000
"""Bytes of a subject or a name that are decoded."""

MAX_ADDRESSES = 12_000
"""Addresses read of one header."""

MANY_RECIPIENTS = 100
"""From here on the case says how many people a mail went to."""

MAX_REFERENCES = 200
"""Message-IDs kept of References (the first and the newest)."""

MAX_TEXT_BYTES = 4_000_000
"""Bytes of one text or HTML part shown; the whole stays in the raw mail."""

MAX_HTML_CHARS = 1_000_000
"""Characters of HTML that are turned into readable text; the HTML itself is shown up to MAX_SHOWN_HTML."""

MAX_SHOWN_HTML = 2_000_000
"""Characters of HTML that are sanitised and shown."""

MAX_TEXT_CHARS = 2_000_000
"""Characters of the readable text as a whole."""

MAX_HTML_DEPTH = 200
"""Open elements the HTML reader keeps track of."""

MAX_LINKS = 5_000
"""Links kept in shown HTML; further ones lose their target."""

MAX_ATTACHMENTS = 1_000
"""Attachments kept of one mail."""

MAX_UNPACKED = 60_000_000
"""Bytes unpacked from winmail.dat and uuencoded text together."""
