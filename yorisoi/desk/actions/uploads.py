"""Files that staff put to a message."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from yorisoi.desk.actions.writing import File
from yorisoi.desk.contracts import NotPossible, Upload
from yorisoi.kernel import files
from yorisoi.kernel.models import StoredFile


def stored(uploads: Sequence[Upload]) -> list[File]:
    """The uploaded files with size and type, held from now on. Raises NotPossible for one that is not there."""
    if not uploads:
        return []
    files.hold(upload.file_id for upload in uploads)
    known = StoredFile.objects.in_bulk([upload.file_id for upload in uploads])
    found = []
    for upload in uploads:
        file = known.get(upload.file_id)
        if file is None:
            raise NotPossible(_("The attachment %(name)s is no longer there. Attach it again.") % {"name": upload.name})
        found.append(File(file.id, upload.name, file.size, file.content_type))
    return found
