"""The type is what the content is, not what it is called."""

import io
import zipfile

import pytest

from yorisoi.kernel import files


def archive(*names: str, mimetype: str = "") -> bytes:
    """The beginning of a real ZIP with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        if mimetype:
            target.writestr("mimetype", mimetype)
        for name in names:
            target.writestr(name, "<x/>")
    return buffer.getvalue()[:4096]


OFFICE = "application/vnd.openxmlformats-officedocument."
KNOWN = {
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
    "gif": (b"GIF89a\x01\x00", "image/gif"),
    "webp": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
    "wav": (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav"),
    "heic": (b"\x00\x00\x00\x18ftypheic\x00\x00", "image/heic"),
    "mp4": (b"\x00\x00\x00\x18ftypisom\x00\x00", "video/mp4"),
    "mov": (b"\x00\x00\x00\x14ftypqt  \x00\x00", "video/quicktime"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
    "docx": (archive("[Content_Types].xml", "_rels/.rels", "word/document.xml"), OFFICE + "wordprocessingml.document"),
    "xlsx": (archive("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"), OFFICE + "spreadsheetml.sheet"),
    "pptx": (archive("[Content_Types].xml", "ppt/presentation.xml"), OFFICE + "presentationml.presentation"),
    "odt": (archive(mimetype="application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"),
    "zip": (archive("word/readme.txt"), "application/zip"),
    "doc, xls, msg": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 8, "application/x-ole-storage"),
    "lzh": (b"\x1f\x5a-lh5-\x00", "application/x-lzh"),
    "tar": (b"a" * 257 + b"ustar\x0000", "application/x-tar"),
    "exe": (b"MZ\x90\x00\x03", "application/x-msdownload"),
    "html": (b"\n <!DOCTYPE HTML><html>", "text/html"),
    "html after words": (b"hello <script>alert(1)</script>", "text/html"),
    "html in UTF-16": ("\ufeff<script>alert(1)</script>".encode("utf-16-le"), "text/html"),
    "svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">', "image/svg+xml"),
    "xml": (b'<?xml version="1.0"?><order/>', "application/xml"),
    "mail": (b"Received: from x\r\nSubject: a\r\n\r\n<html>", "message/rfc822"),
    "calendar": (b"BEGIN:VCALENDAR\r\nX-ALT-DESC:<html>", "text/calendar"),
    "Japanese text in UTF-8": ("お世話になっております。".encode(), "text/plain"),
    "Japanese text in Shift_JIS": ("お世話になっております。".encode("cp932"), "text/plain"),
    "Japanese text in ISO-2022-JP": ("お世話になっております。".encode("iso2022_jp"), "text/plain"),
    "nothing": (b"", "text/plain"),
    "anything else": (b"\x00\x01\x02\x03", "application/octet-stream"),
}


@pytest.mark.parametrize(("head", "content_type"), KNOWN.values(), ids=KNOWN.keys())
def test_content_tells_its_type(head: bytes, content_type: str) -> None:
    assert files.sniff(head) == content_type


def test_a_page_called_png_is_a_page(db: None) -> None:
    assert files.store(b"<html><script>steal()</script>", "photo.png").content_type == "text/html"
