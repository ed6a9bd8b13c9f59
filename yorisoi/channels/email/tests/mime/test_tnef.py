"""winmail.dat: packages put together here byte by byte, after MS-OXTNEF."""

import struct

import pytest

from yorisoi.channels.email.mime import parse
from yorisoi.channels.email.mime.tnef import TnefError, unpack

from .letters import multipart, plain

HEAD = struct.pack("<IH", 0x223E9F78, 1)


def attribute(number: int, value: bytes, level: int = 2) -> bytes:
    return struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def unicode_property(number: int, text: str) -> bytes:
    value = text.encode("utf-16-le") + b"\0\0"
    return struct.pack("<HHII", 0x1F, number, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def properties(*every: bytes) -> bytes:
    return struct.pack("<I", len(every)) + b"".join(every)


PACKAGE = (
    HEAD
    + attribute(0x00069007, struct.pack("<II", 932, 0), level=1)
    + attribute(0x0002800C, "本文です。\0".encode("cp932"), level=1)
    + attribute(0x00069002, b"\0" * 14)
    + attribute(0x00018010, "見積～1.PDF\0".encode("cp932"))
    + attribute(0x0006800F, b"%PDF-1")
    + attribute(
        0x00069005, properties(unicode_property(0x3707, "見積書.pdf"), unicode_property(0x370E, "application/pdf"))
    )
    + attribute(0x00069002, b"\0" * 14)
    + attribute(0x00018010, "写真.jpg\0".encode("cp932"))
    + attribute(0x0006800F, b"JPEG")
)


def test_files_and_text_come_out() -> None:
    package = unpack(PACKAGE)
    assert package.text == "本文です。"
    assert [(each.name, each.content_type, each.content) for each in package.files] == [
        ("見積書.pdf", "application/pdf", b"%PDF-1"),
        ("写真.jpg", "", b"JPEG"),
    ]
    assert not package.damaged


def test_a_mail_shows_what_is_inside() -> None:
    part = b"Content-Type: application/ms-tnef; name=winmail.dat\n\n" + PACKAGE
    mail = parse(multipart([plain("表の本文"), part]))
    assert [(each.name, each.content_type) for each in mail.attachments] == [
        ("見積書.pdf", "application/pdf"),
        ("写真.jpg", "image/jpeg"),
    ]
    assert mail.text.strip() == "表の本文"


def test_a_file_kept_in_a_property_comes_out() -> None:
    value = struct.pack("<HHII", 0x102, 0x3701, 1, 3) + b"abc\0"
    package = unpack(HEAD + attribute(0x00069002, b"") + attribute(0x00069005, properties(value)))
    assert [each.content for each in package.files] == [b"abc"]


@pytest.mark.parametrize("cut", range(len(HEAD), len(PACKAGE), 7))
def test_damage_gives_what_came_before_it(cut: int) -> None:
    package = unpack(PACKAGE[:cut])
    assert len(package.files) <= 2


def test_lengths_that_lie_do_no_harm() -> None:
    lie = HEAD + struct.pack("<BII", 2, 0x0006800F, 0xFFFFFFFF) + b"x" * 20
    assert unpack(lie).damaged
    huge = (
        HEAD + attribute(0x00069002, b"") + attribute(0x00069005, struct.pack("<I", 0xFFFFFFFF) + b"\x1f\x00\x07\x37")
    )
    assert unpack(huge).files == []


def test_what_is_no_package_stays_a_file() -> None:
    with pytest.raises(TnefError):
        unpack(b"something else")
    mail = parse(multipart([plain(), "Content-Type: application/ms-tnef; name=winmail.dat\n\nsomething else"]))
    assert [each.name for each in mail.attachments] == ["winmail.dat"]
    assert any(note.code.startswith("winmail") for note in mail.notes)
