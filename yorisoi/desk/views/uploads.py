"""/uploads/: files for a message that is being written."""

from typing import BinaryIO, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk.permissions import ANSWER
from yorisoi.desk.views.case_page import refused
from yorisoi.desk.views.composing import upload_token
from yorisoi.kernel import files
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest

MOST_FILES = 20
MOST_NAME = 200


class Uploads(View):
    def post(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(ANSWER)
        sent = request.FILES.getlist("files")[:MOST_FILES]
        try:
            kept = [
                (files.store(cast("BinaryIO", each), loose=True), (each.name or _("File"))[-MOST_NAME:])
                for each in sent
            ]
        except files.FileTooLargeError:
            return refused(_("The file is too large. Nothing was attached."), status=413)
        chips = [(upload_token(request.actor, stored.id, name), name, stored.size) for stored, name in kept]
        return render(request, "desk/upload_chips.html", {"chips": chips})
