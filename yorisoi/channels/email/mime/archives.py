"""How large an attached archive would be unpacked, read from its list of contents; nothing is unpacked."""

from __future__ import annotations

import struct

_LIST_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_ENTRY_BYTES = 46
_LOOK_BACK = 66_000
_MAX_ENTRIES = 20_000
_ZIP64 = 0xFFFFFFFF
_EXTRA_ZIP64 = 0x0001

BOMB_RATIO = 100
"""Unpacked this many times larger than packed: text rarely reaches 20."""

BOMB_BYTES = 200_000_000
"""An archive that unpacks to less harms nobody."""


def bomb_size(content: bytes) -> int:
    """Bytes that a ZIP archive says it unpacks to, when that is out of all proportion; else 0.

    Source of the layout: PKWARE's APPNOTE.TXT 4.3.12 (central directory), 4.5.3 (ZIP64).
    """
    if not content.startswith(b"PK"):
        return 0
    end = content.rfind(_LIST_END, max(0, len(content) - _LOOK_BACK))
    if end < 0 or end + 22 > len(content):
        return 0
    (start,) = struct.unpack_from("<I", content, end + 16)
    size = _unpacked(content, start if start < len(content) else content.find(_ENTRY))
    return size if size > BOMB_BYTES and size > BOMB_RATIO * len(content) else 0


def _unpacked(content: bytes, at: int) -> int:
    total = 0
    for _index in range(_MAX_ENTRIES):
        if at < 0 or at + _ENTRY_BYTES > len(content) or not content.startswith(_ENTRY, at):
            break
        (size,) = struct.unpack_from("<I", content, at + 24)
        name, extra, comment = struct.unpack_from("<HHH", content, at + 28)
        if size == _ZIP64:
            size = _long_size(content[at + _ENTRY_BYTES + name : at + _ENTRY_BYTES + name + extra])
        total += size
        at += _ENTRY_BYTES + name + extra + comment
    return total


def _long_size(extra: bytes) -> int:
    """The unpacked size in a ZIP64 field, which comes first in it."""
    at = 0
    while at + 12 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _EXTRA_ZIP64 and length >= 8:
            (size,) = struct.unpack_from("<Q", extra, at + 4)
            return int(size)
        at += 4 + length
    return _ZIP64
