"""Messages of a case: earlier ones, one in full, its original, its files, its log."""

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.channels import public as channels
from yorisoi.desk import queries
from yorisoi.desk.views.drawing import drawn_entry
from yorisoi.kernel import files
from yorisoi.kernel.ui import render
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.public import StaffRequest


class Earlier(View):
    """The twenty messages before a cursor."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number)
        timeline = queries.timeline_of(head.id, before=request.GET.get("before", ""))
        values = {"head": head, "timeline": timeline, "drawn_entry": drawn_entry}
        return render(request, "desk/earlier_messages.html", values)


class Text(View):
    """The whole text of a message, with the quotes that its entry folds away."""

    def get(self, request: StaffRequest, message_id: UUID) -> HttpResponse:
        return render(request, "desk/whole_text.html", {"text": queries.whole_text(request.actor, message_id)})


class Original(View):
    """The mail as it came or as it was handed to the mail server, byte for byte."""

    def get(self, request: StaffRequest, message_id: UUID) -> FileResponse:
        sources = queries.sources_of(request.actor, message_id)
        if sources.outbound_id and (sent := channels.sent_file(sources.outbound_id)):
            return files.respond(sent, f"{sources.number}-sent.eml")
        if sources.received_id is None:
            raise NotFound(_("There is no mail to this message, or it has not left yet."))
        return files.respond(
            channels.raw_file(sources.received_id), f"{sources.number}.{channels.raw_suffix(sources.received_id)}"
        )


class Log(View):
    """What happened to a mail on its way, line by line."""

    def get(self, request: StaffRequest, message_id: UUID) -> HttpResponse:
        sources = queries.sources_of(request.actor, message_id)
        lines = channels.received_log(sources.received_id) if sources.received_id else []
        if sources.outbound_id:
            lines = channels.outbound_log(sources.outbound_id)
        return render(request, "desk/log.html", {"lines": lines})


class Attachment(View):
    """A file of a message, as a download; pictures are shown when asked for."""

    def get(self, request: StaffRequest, attachment_id: UUID) -> FileResponse:
        file_id, name = queries.attachment(request.actor, attachment_id)
        return files.respond(file_id, name, inline="show" in request.GET)
