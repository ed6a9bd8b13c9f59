"""What became of each mail of an import, as a table for spreadsheets."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yorisoi.kernel.text import harmless

from ..models import ImportLine, MailImport

_CHUNK = 1000


def report_rows(row: MailImport) -> Iterator[str]:
    """CSV (RFC 4180) in pieces, with a byte order mark for Excel; constant memory."""
    yield "\ufeff" + _line([_("File"), _("Offset (bytes)"), "Message-ID", pgettext("import", "Result"), _("Why")])
    words = result_words()
    after = None
    while True:
        lines = ImportLine.objects.filter(whole=row).order_by("id")
        if after is not None:
            lines = lines.filter(pk__gt=after)
        chunk = list(lines[:_CHUNK])
        yield "".join(
            _line([each.file, str(each.offset), each.message_id, str(words[each.result]), each.why]) for each in chunk
        )
        if len(chunk) < _CHUNK:
            return
        after = chunk[-1].pk


def result_words() -> dict[str, str]:
    """The results in the reader's language."""
    return {
        "new": pgettext("import", "new"),
        "repeated": pgettext("import", "was here already"),
        "failed": pgettext("import", "failed"),
    }


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([harmless(each) for each in cells])
    return text.getvalue()
