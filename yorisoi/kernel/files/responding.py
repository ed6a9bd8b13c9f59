"""Giving files out: as a download, or inline where the type can do no harm."""

from uuid import UUID

from django.http import FileResponse

from yorisoi.kernel.files.storing import open, row_of
from yorisoi.kernel.models import StoredFile

INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
# What a browser might run or render as a page of ours is given a type it will only save.
AS_BYTES = frozenset({"text/html", "image/svg+xml", "application/xml", "message/rfc822"})


def respond(file: UUID | StoredFile, name: str, *, inline: bool = False) -> FileResponse:
    """The file as an answer, streamed. `inline` is honoured for png, jpeg, gif and webp only.

    The name goes out as RFC 6266 and RFC 5987 say, so that 請求書.pdf arrives as such. The caller made sure that the
    reader may see it. Raises FileMissingError.
    """
    row = row_of(file)
    shown = inline and row.content_type in INLINE
    content_type = "application/octet-stream" if row.content_type in AS_BYTES else row.content_type
    response = FileResponse(
        open(row), as_attachment=not shown, filename=name or row.sha256[:12], content_type=content_type
    )
    response.headers["Content-Length"] = str(row.size)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, max-age=300"
    return response
