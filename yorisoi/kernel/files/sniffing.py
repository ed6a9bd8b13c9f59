"""The type of a file from its content. Its name and what the sender says of it are never believed.

Signatures as in "MIME Sniffing" (WHATWG) §6 and the formats' own specifications; Office files are ZIP archives whose
first entries name the application (ECMA-376 part 2, OpenDocument 1.3 part 2).
"""

import re

HEAD_BYTES = 4096
UNKNOWN = "application/octet-stream"

# (offset, bytes, type); the first that fits wins
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"%!PS-Adobe", "application/postscript"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"(\xb5/\xfd", "application/zstd"),
    (0, b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (2, b"-lh", "application/x-lzh"),
    (257, b"ustar", "application/x-tar"),
    (0, b"MZ", "application/x-msdownload"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"OggS", "application/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
ISO_MEDIA = {
    b"avif": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"M4A ": "audio/mp4",
    b"qt  ": "video/quicktime",
    b"3gp4": "video/3gpp",
    b"3gp5": "video/3gpp",
}
OFFICE = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPEN_DOCUMENT = re.compile(rb"mimetype(application/(?:vnd\.oasis\.opendocument\.[a-z-]+|epub\+zip))")
MARKUP = (
    (re.compile(rb"<svg[\s>]", re.IGNORECASE), "image/svg+xml"),
    (
        re.compile(rb"<(?:!doctype html|html|head|body|script|iframe|table|style|title|div|p|h1)[\s>/]", re.I),
        "text/html",
    ),
    (re.compile(rb"^\s*<\?xml\s", re.IGNORECASE), "application/xml"),
)
TEXTS = (
    (re.compile(rb"^BEGIN:VCALENDAR", re.IGNORECASE), "text/calendar"),
    (re.compile(rb"^BEGIN:VCARD", re.IGNORECASE), "text/vcard"),
    (
        re.compile(rb"^(?:Return-Path|Received|Delivered-To|From|Date|Subject|Message-ID|MIME-Version): ", re.I),
        "message/rfc822",
    ),
)
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe")
# MIME Sniffing §3: bytes that no text has. ESC is one that ISO-2022-JP has.
NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def sniff(head: bytes) -> str:
    """The media type of a file whose first HEAD_BYTES are these; UNKNOWN where they say nothing."""
    for offset, signature, content_type in SIGNATURES:
        if head.startswith(signature, offset):
            return content_type
    if head.startswith(b"RIFF"):
        return RIFF.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return ISO_MEDIA.get(head[8:12], "video/mp4")
    if head.startswith(b"PK\x03\x04"):
        return _archive(head)
    return _text(head)


def _archive(head: bytes) -> str:
    found = OPEN_DOCUMENT.search(head[:128])
    if found:
        return found[1].decode("ascii")
    if b"[Content_Types].xml" in head or b"_rels/.rels" in head:
        for folder, content_type in OFFICE.items():
            if folder in head:
                return content_type
    return "application/zip"


def _text(head: bytes) -> str:
    if head.startswith(BYTE_ORDER_MARKS):
        head = head.replace(b"\x00", b"")  # UTF-16 would hide markup from the patterns
    for pattern, content_type in TEXTS:
        if pattern.match(head):
            return content_type
    for pattern, content_type in MARKUP:
        if pattern.search(head):
            return content_type
    return UNKNOWN if NOT_TEXT.search(head) else "text/plain"
