"""Files from strangers: how many, how large, and of what they really are."""

import re
import unicodedata
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from yorisoi.kernel import files
from yorisoi.kernel.files.sniffing import HEAD_BYTES

from ..contracts import Variant
from ..models import Field

MEGABYTE = 1024 * 1024

# Generic only in the stubs.
type Upload = UploadedFile[Any]

_PROGRAMS = frozenset({"application/x-msdownload", "application/x-executable"})
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/heic", "image/heif", "image/avif"})
_OFFICE = re.compile(
    r"application/(pdf|rtf|x-ole-storage|zip|vnd\.openxmlformats-.+|vnd\.oasis\.opendocument\..+)|text/plain"
)
# For the browser's file chooser only; what counts is the content.
ACCEPT = {
    Variant.PICTURES: "image/*",
    Variant.DOCUMENTS: "image/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.rtf,.txt,.csv",
}


def refused(field: Field, upload: Upload) -> str:
    """Why a file is not taken, in words; "" when it is."""
    name = clean_name(upload.name)
    if (upload.size or 0) > field.most * MEGABYTE:
        return _("“%(name)s” is too large. One file may have up to %(n)s MB.") % {"name": name, "n": field.most}
    if not upload.size:
        return _("“%(name)s” is empty. Choose the file again.") % {"name": name}
    upload.seek(0)
    found = files.sniff(upload.read(HEAD_BYTES))
    if found in _PROGRAMS:
        return _("“%(name)s” is a program. We cannot take programs.") % {"name": name}
    if field.variant == Variant.PICTURES and found not in _PICTURES:
        return _("“%(name)s” is not a picture. Choose a photo or picture (JPEG, PNG, GIF, WebP, HEIC).") % {
            "name": name
        }
    if field.variant == Variant.DOCUMENTS and found not in _PICTURES and not _OFFICE.fullmatch(found):
        return _("“%(name)s” is a kind of file that we cannot take. Choose a picture, a PDF, or an Office file.") % {
            "name": name
        }
    return ""


def clean_name(name: str | None) -> str:
    """The file's own name without folders and signs that cannot be seen; at most 200 characters."""
    last = re.split(r"[/\\]", name or "")[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf"}).strip()
    return seen[-200:] or "file"
