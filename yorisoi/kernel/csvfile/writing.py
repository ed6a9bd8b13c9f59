"""Rows as CSV text that spreadsheets open: CRLF, a mark for UTF-8, no cell that runs as a formula."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

from yorisoi.kernel.text import harmless

ENCODINGS = {"utf-8": "UTF-8", "cp932": "Shift_JIS"}


def written(rows: Iterable[Iterable[object]], encoding: str = "utf-8") -> Iterator[bytes]:
    """The bytes, some rows at a time. What Shift_JIS does not have is written as 〓."""
    if encoding == "utf-8":
        yield codecs.BOM_UTF8
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for number, row in enumerate(rows, start=1):
        writer.writerow([harmless(str(cell)) for cell in row])
        if number % 200 == 0:
            yield _encoded(buffer, encoding)
    yield _encoded(buffer, encoding)


def _encoded(buffer: io.StringIO, encoding: str) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    if encoding == "utf-8":
        return text.encode("utf-8")
    return b"".join(_sign(sign, encoding) for sign in text)


def _sign(sign: str, encoding: str) -> bytes:
    try:
        return sign.encode(encoding)
    except UnicodeEncodeError:
        return "〓".encode(encoding)


def download(rows: Iterable[Iterable[object]], name: str, encoding: str = "utf-8") -> StreamingHttpResponse:
    """An answer that the browser keeps as a file of this name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(written(rows, encoding), content_type="text/csv", headers=headers)
