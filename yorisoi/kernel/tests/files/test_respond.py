"""Giving files out: nothing that a browser might run, under its own name."""

from email.message import Message
from uuid import uuid4

import pytest
from django.http import FileResponse

from yorisoi.kernel import files

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def body(response: FileResponse) -> bytes:
    return b"".join(response)


def test_a_download_has_its_japanese_name_and_cannot_run(db: None) -> None:
    response = files.respond(files.store(b"%PDF-1.7"), "請求書 2026年11月.pdf")
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E8%AB%8B%E6%B1%82%E6%9B%B8%202026%E5%B9%B411%E6%9C%88.pdf"
    )
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Length"] == "8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"].startswith("private")
    assert response.streaming
    assert body(response) == b"%PDF-1.7"


def test_a_safe_picture_may_be_shown(db: None) -> None:
    picture = files.store(PNG)
    assert files.respond(picture.id, "写真.png", inline=True).headers["Content-Disposition"].startswith("inline")
    assert files.respond(picture.id, "写真.png").headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>",
        b"<svg onload=alert(1)>",
        b"<?xml version='1.0'?><x/>",
        b"Subject: a\n\nb",
        b"%PDF-1.7",
        b"text",
    ],
)
def test_nothing_else_is_ever_inline(db: None, content: bytes) -> None:
    response = files.respond(files.store(content), "photo.png", inline=True)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] in {"application/octet-stream", "application/pdf", "text/plain"}


@pytest.mark.parametrize("name", ['a"; filename="b.exe', "a\r\nSet-Cookie: x=1"])
def test_a_name_cannot_break_out_of_its_header(db: None, name: str) -> None:
    header = Message()
    header["Content-Disposition"] = files.respond(files.store(b"text"), name).headers["Content-Disposition"]
    assert header["Content-Disposition"].splitlines() == [header["Content-Disposition"]]
    assert header.get_filename() == name


def test_a_missing_file_is_a_clear_error(db: None) -> None:
    with pytest.raises(files.FileMissingError):
        files.respond(uuid4(), "a.pdf")
