"""winmail.dat (application/ms-tnef) unpacked: the files inside, and the text where it is there.

Source of the layout: Microsoft's open specifications MS-OXTNEF (stream of attributes) and MS-OXCDATA (MAPI property
types). Every length is checked against what is there; a damaged stream gives what came before the damage.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from .bounds import MAX_ATTACHMENTS, MAX_UNPACKED
from .charsets import decode

_SIGNATURE = 0x223E9F78
_ATTACH_START = 0x00069002
_ATTACH_TITLE = 0x00018010
_ATTACH_DATA = 0x0006800F
_ATTACH_PROPS = 0x00069005
_BODY = 0x0002800C
_MESSAGE_PROPS = 0x00069003
_CODEPAGE = 0x00069007

_PR_BODY = 0x1000
_PR_BODY_HTML = 0x1013
_PR_ATTACH_DATA = 0x3701
_PR_ATTACH_FILENAME = 0x3704
_PR_ATTACH_LONG_FILENAME = 0x3707
_PR_ATTACH_MIME_TAG = 0x370E
_PR_ATTACH_CONTENT_ID = 0x3712

_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = (0x0D, 0x1E, 0x1F, 0x102)
_OBJECT = 0x0D
_UNICODE = 0x1F
_MULTIPLE = 0x1000
_MAX_PROPERTIES = 5_000


class TnefError(ValueError):
    """The stream is no TNEF, or ends in the middle."""


@dataclass(slots=True)
class TnefFile:
    """One file of the package."""

    name: str = ""
    content_type: str = ""
    content_id: str = ""
    content: bytes = field(default=b"", repr=False)


@dataclass(slots=True)
class Package:
    """What a winmail.dat holds; `damaged` when its end was not readable."""

    text: str = ""
    html: str = ""
    files: list[TnefFile] = field(default_factory=list)
    damaged: bool = False


class _Reader:
    """Little-endian values from a byte string; TnefError at its end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        if count < 0 or self.at + count > len(self.data):
            raise TnefError("ends too early")
        piece = self.data[self.at : self.at + count]
        self.at += count
        return piece

    def u32(self) -> int:
        return int(struct.unpack("<I", self.take(4))[0])

    def u16(self) -> int:
        return int(struct.unpack("<H", self.take(2))[0])

    @property
    def left(self) -> int:
        return len(self.data) - self.at


def unpack(data: bytes) -> Package:
    """Unpack a winmail.dat. Raises TnefError only when it is none at all."""
    reader = _Reader(data)
    if reader.u32() != _SIGNATURE:
        raise TnefError("not a winmail.dat")
    reader.u16()
    package = Package()
    codepage = ""
    size = 0
    try:
        while reader.left > 9 and len(package.files) <= MAX_ATTACHMENTS and size <= MAX_UNPACKED:
            reader.take(1)
            attribute = reader.u32()
            value = reader.take(reader.u32())
            reader.u16()
            size += len(value)
            if attribute == _CODEPAGE and len(value) >= 4:
                codepage = f"cp{struct.unpack('<I', value[:4])[0]}"
            else:
                _attribute(package, attribute, value, codepage)
    except TnefError:
        package.damaged = True
    package.files = [each for each in package.files if each.content]
    return package


def _attribute(package: Package, attribute: int, value: bytes, codepage: str) -> None:
    if attribute == _ATTACH_START:
        package.files.append(TnefFile())
    elif attribute == _BODY:
        package.text = package.text or _text(value, codepage)
    elif attribute == _MESSAGE_PROPS:
        for number, kind, content in _properties(value):
            if number == _PR_BODY:
                package.text = _property_text(kind, content, codepage) or package.text
            elif number == _PR_BODY_HTML:
                package.html = _property_text(kind, content, codepage)
    elif package.files:
        _file_attribute(package.files[-1], attribute, value, codepage)


def _file_attribute(file: TnefFile, attribute: int, value: bytes, codepage: str) -> None:
    if attribute == _ATTACH_TITLE:
        file.name = file.name or _text(value, codepage)
    elif attribute == _ATTACH_DATA:
        file.content = value
    elif attribute == _ATTACH_PROPS:
        for number, kind, content in _properties(value):
            if number == _PR_ATTACH_LONG_FILENAME or (number == _PR_ATTACH_FILENAME and not file.name):
                file.name = _property_text(kind, content, codepage) or file.name
            elif number == _PR_ATTACH_MIME_TAG:
                file.content_type = _property_text(kind, content, codepage).lower()
            elif number == _PR_ATTACH_CONTENT_ID:
                file.content_id = _property_text(kind, content, codepage).strip("<>")
            elif number == _PR_ATTACH_DATA and not file.content:
                file.content = content[16:] if kind == _OBJECT else content


def _text(value: bytes, codepage: str) -> str:
    return decode(value.rstrip(b"\0"), codepage).text


def _property_text(kind: int, content: bytes, codepage: str) -> str:
    if kind == _UNICODE:
        return content.decode("utf-16-le", "replace").rstrip("\0")
    return _text(content, codepage)


def _properties(value: bytes) -> list[tuple[int, int, bytes]]:
    """The MAPI properties of a block: (number, type, first value); what comes before damage is returned."""
    reader = _Reader(value)
    found: list[tuple[int, int, bytes]] = []
    try:
        for _index in range(min(reader.u32(), _MAX_PROPERTIES)):
            kind, number = reader.u16(), reader.u16()
            if number >= 0x8000:
                _skip_name(reader)
            values = _values(reader, kind)
            if values:
                found.append((number, kind & ~_MULTIPLE, values[0]))
    except TnefError:
        return found
    return found


def _skip_name(reader: _Reader) -> None:
    """A named property carries a GUID and a number or a padded name."""
    reader.take(16)
    if reader.u32() == 0:
        reader.u32()
    else:
        length = reader.u32()
        reader.take(length + -length % 4)


def _values(reader: _Reader, kind: int) -> list[bytes]:
    single = kind & ~_MULTIPLE
    if single in _VARIABLE:
        count = reader.u32()
    else:
        count = reader.u32() if kind & _MULTIPLE else 1
    if count > _MAX_PROPERTIES:
        raise TnefError("too many values")
    values = []
    for _index in range(count):
        if single in _VARIABLE:
            length = reader.u32()
            values.append(reader.take(length))
            reader.take(min(-length % 4, reader.left))
        elif single in _FIXED:
            values.append(reader.take(_FIXED[single]))
        else:
            raise TnefError("unknown type")
    return values
