"""One style sheet a page without a build.

`ui.css` names every file and its layer by @import; that is the only list. In DEBUG a page links each file, so that the
browser's tools show real names and edits appear on reload. Otherwise the same files are joined in the same order and
served under the digest of their content: one request, kept for ever.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from yorisoi.kernel.ui.addresses import static

_FOLDER = Path(__file__).parent / "static" / "ui"
_IMPORT = re.compile(r'^@import url\("([^"]+)"\) layer\((\w+)\);$', re.MULTILINE)


def parts() -> list[tuple[str, str]]:
    """Every file and its layer, in order."""
    return _IMPORT.findall((_FOLDER / "ui.css").read_text(encoding="utf8"))


def join() -> str:
    """All files as one style sheet."""
    head = (_FOLDER / "ui.css").read_text(encoding="utf8")
    order = next(line for line in head.splitlines() if line.startswith("@layer "))
    pieces = [f"@layer {layer} {{\n{(_FOLDER / name).read_text(encoding='utf8')}}}" for name, layer in parts()]
    return "\n".join([order, *pieces])


@cache
def joined() -> tuple[str, bytes]:
    """Digest and content of the joined style sheet; made once a process."""
    content = join().encode()
    return hashlib.sha256(content).hexdigest()[:12], content


def links() -> list[str]:
    """The addresses a page links, in order."""
    if settings.DEBUG:
        return [static("ui/ui.css")]
    return [reverse("ui:stylesheet", kwargs={"digest": joined()[0]})]
