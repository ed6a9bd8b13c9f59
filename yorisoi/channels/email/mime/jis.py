"""ISO-2022-JP as it is really sent: CP50220, CP50221, ISO-2022-JP-MS and the -1, -2, -3 and -2004 extensions.

Python's own iso2022_jp codecs refuse the NEC row 13 (①㈱№), the NEC selected IBM rows (髙﨑) and half-width kana.
Source of the tables: Microsoft's code page 932 through the JIS X 0208 <-> Shift_JIS arithmetic of JIS X 0208:1997
annex 1; designators: ISO-IR registry and RFC 1468, 1554, 2237.
"""

from __future__ import annotations

import re
import struct
from functools import lru_cache

from .charset_result import CharsetError

_SWITCH = re.compile(
    rb"\x1b(?:\$\([@BCDOPQ?]|\$[@AB]|\([BJHI]|\.[AF]|&@)|[\x0e\x0f\n\r]",
)
JIS_ESCAPE = re.compile(rb"\x1b(?:\$\([@BDOPQ?]|\$[@B]|\([JI])")
_LOST_ESCAPE = re.compile(rb"\$[@B](?:[!-~][!-~]){1,120}?\([BJ]")
_HIGH = bytes((byte | 0x80) if 0x21 <= byte <= 0x7E else byte for byte in range(256))
_DOUBLE = {b"$@", b"$B", b"$(@", b"$(B"}
_VIA_CODEC = {
    b"$A": "gb2312",
    b"$(C": "euc_kr",
    b"$(O": "euc_jisx0213",
    b"$(Q": "euc_jis_2004",
}
_GETA = "\u3013"


def _cp932_of(row: int, cell: int) -> str:
    """The character of JIS row and cell (bytes 0x21-0x7E) by cp932, or "" where none is assigned.

    Free cells of the last rows hold KDDI's emoji, 22 rows below their Shift_JIS place: private use characters.
    """
    lead = ((row - 0x21) >> 1) + (0x81 if row < 0x5F else 0xC1)
    trail = cell + (0x1F if cell < 0x60 else 0x20) if row & 1 else cell + 0x7E
    try:
        return bytes((lead, trail)).decode("cp932")
    except UnicodeDecodeError:
        return _cp932_of(row + 22, cell) if 0x6F <= row <= 0x7E else ""


@lru_cache(maxsize=1)
def jis_table() -> list[str]:
    """Characters by the 16-bit JIS X 0208 code (0x2121-0x7E7E); "" where nothing is assigned."""
    table = [""] * 0x7E7F
    for row in range(0x21, 0x7F):
        for cell in range(0x21, 0x7F):
            table[row << 8 | cell] = _cp932_of(row, cell)
    return table


def _double_bytes(data: bytes, strict: bool) -> str:
    """JIS X 0208 pairs to text; control bytes and spaces between the pairs stand for themselves."""
    table = jis_table()
    if len(data) % 2 == 0:
        try:
            chars = [table[code] for code in struct.unpack(f">{len(data) // 2}H", data)]
        except IndexError:
            chars = [""]
        if "" not in chars:
            return "".join(chars)
    out: list[str] = []
    at = 0
    while at < len(data):
        first = data[at]
        if first <= 0x20 or first == 0x7F:
            out.append(chr(first))
            at += 1
            continue
        code = first << 8 | data[at + 1] if at + 1 < len(data) else 0
        char = table[code] if code < len(table) else ""
        if not char:
            if strict:
                raise CharsetError(f"no JIS character at byte {at}")
            char = "\ufffd"
        out.append(char)
        at += 2
    return "".join(out)


def _single_bytes(data: bytes, kana: bool, strict: bool) -> str:
    """ASCII (or JIS Roman) bytes; 8-bit 0xA1-0xDF, or all bytes after ESC ( I or SO, are half-width kana."""
    if kana:
        data = data.translate(_HIGH)
    elif data.isascii():
        return data.decode("ascii")
    out = []
    for byte in data:
        if 0xA1 <= byte <= 0xDF:
            out.append(chr(0xFF61 + byte - 0xA1))
        elif byte < 0x80:
            out.append(chr(byte))
        elif strict:
            raise CharsetError(f"byte {byte:#x} is not 7-bit JIS")
        else:
            out.append("\ufffd")
    return "".join(out)


def _supplement(data: bytes) -> str:
    """JIS X 0212 pairs (ESC $ ( D) by the euc_jp codec, three bytes a character."""
    high = data.translate(_HIGH)
    return b"".join(b"\x8f" + high[at : at + 2] for at in range(0, len(high), 2)).decode("euc_jp")


def _user_defined(data: bytes) -> str:
    """ISO-2022-JP-MS user-defined rows 1-20 (ESC $ ( ?) lie in the private use area from U+E000."""
    pairs = zip(data[::2], data[1::2], strict=False)
    return "".join(chr(0xE000 + (row - 0x21) * 94 + (cell - 0x21)) for row, cell in pairs)


def _other_set(designator: bytes, data: bytes, strict: bool) -> str:
    try:
        if designator == b"$(D":
            return _supplement(data)
        if designator == b"$(?":
            return _user_defined(data)
        if designator == b"$(P":
            high = data.translate(_HIGH)
            return b"".join(b"\x8f" + high[at : at + 2] for at in range(0, len(high), 2)).decode("euc_jis_2004")
        return data.translate(_HIGH).decode(_VIA_CODEC[designator])
    except (UnicodeDecodeError, ValueError) as error:
        if strict:
            raise CharsetError(str(error)) from error
        return _GETA * (len(data) // 2)


def restore_escapes(data: bytes) -> bytes:
    """Put back ESC where a gateway ate it: "$B...(B" in 7-bit text that was declared ISO-2022-JP."""
    if b"\x1b" in data or len(data) > 200_000:
        return data
    return _LOST_ESCAPE.sub(lambda found: b"\x1b" + found.group(0)[:-2] + b"\x1b" + found.group(0)[-2:], data)


def decode_jis(data: bytes, *, strict: bool = True) -> str:
    """Decode ISO-2022-JP in all its dialects to text.

    A line end returns to ASCII (RFC 1468), so that one lost escape damages one line only. With `strict` an
    unassigned code or an 8-bit byte that is no half-width kana raises CharsetError; else it becomes U+FFFD.
    """
    out: list[str] = []
    state = b"(B"
    shifted = False
    at = 0
    for switch in _SWITCH.finditer(data):
        out.append(_segment(data[at : switch.start()], state, shifted, strict))
        at = switch.end()
        code = switch.group()
        if code in b"\r\n":
            out.append(code.decode("ascii"))
            state, shifted = b"(B", False
        elif code in b"\x0e\x0f":
            shifted = code == b"\x0e"
        elif code[1:2] not in b".&":
            state = code[1:]
    out.append(_segment(data[at:], state, shifted, strict))
    return "".join(out)


def _segment(data: bytes, state: bytes, shifted: bool, strict: bool) -> str:
    if not data:
        return ""
    if state in _DOUBLE:
        return _double_bytes(data, strict)
    if state[:1] == b"$":
        return _other_set(state, data, strict)
    return _single_bytes(data, shifted or state == b"(I", strict)


_EUC_RUN = re.compile(rb"((?:[\xa1-\xfe][\xa1-\xfe])+)|((?:\x8e[\xa1-\xdf])+)|((?:\x8f[\xa1-\xfe][\xa1-\xfe])+)")
_LOW = bytes(byte & 0x7F for byte in range(256))


def _euc_run(found: re.Match[bytes], strict: bool) -> str:
    if found.group(1):
        return _double_bytes(found.group(1).translate(_LOW), strict)
    if found.group(2):
        return "".join(chr(0xFF61 + byte - 0xA1) for byte in found.group(2)[1::2])
    try:
        return found.group(3).decode("euc_jp")
    except UnicodeDecodeError:
        pass
    try:
        return found.group(3).decode("euc_jis_2004")
    except UnicodeDecodeError as error:
        if strict:
            raise CharsetError(str(error)) from error
        return "\ufffd"


def decode_euc(data: bytes, *, strict: bool = True) -> str:
    """Decode EUC-JP with Microsoft's rows (eucjp-ms, CP51932).

    Where a byte fits nothing, CharsetError, or U+FFFD when not `strict`.
    """
    out: list[str] = []
    at = 0
    for found in _EUC_RUN.finditer(data):
        out.append(_ascii(data[at : found.start()], strict))
        out.append(_euc_run(found, strict))
        at = found.end()
    out.append(_ascii(data[at:], strict))
    return "".join(out)


def _ascii(data: bytes, strict: bool) -> str:
    try:
        return data.decode("ascii", "strict" if strict else "replace")
    except UnicodeDecodeError as error:
        raise CharsetError(str(error)) from error
