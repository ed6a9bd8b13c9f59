"""/settings/backups/ for administrators of all brands; /restore/ while an installation is still empty."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.config.backup import kept
from yorisoi.config.backup.errors import BackupError
from yorisoi.config.backup.reading import restore
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.models import User
from yorisoi.workspace.permissions import ORGANISATION_MANAGE, needs_everywhere
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import INVALID, moved_on


class Backups(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        needs_everywhere(request.actor, ORGANISATION_MANAGE)
        found = kept.kept()
        values = {"backups": found, "writing": any(not each.is_ready for each in found)}
        return render(request, "config/backups.html", values, block="results")

    def post(self, request: StaffRequest) -> HttpResponse:
        kept.make(actor=request.actor)
        return moved_on(request, _("The backup is being made. You can leave this page."), "config:backups")


class OneBackup(View):
    def get(self, request: StaffRequest, name: str) -> FileResponse:
        path = kept.to_take(actor=request.actor, name=name)
        return FileResponse(path.open("rb"), as_attachment=True, filename=name)

    def delete(self, request: StaffRequest, name: str) -> HttpResponse:
        kept.remove(actor=request.actor, name=name)
        return moved_on(request, _("The backup was removed."), "config:backups")


@method_decorator(login_not_required, name="dispatch")
class Restore(View):
    """Only while nobody works here yet; afterwards there is no such page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if User.objects.exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "config/restore.html", {"backups": kept.kept(), "error": "", "manifest": None})

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            manifest = _restored(request)
        except BackupError as error:
            values = {"backups": kept.kept(), "error": str(error), "manifest": None}
            return render(request, "config/restore.html", values, status=INVALID)
        return render(request, "config/restore.html", {"backups": [], "error": "", "manifest": manifest})


def _restored(request: HttpRequest) -> Any:
    """From the file sent, or the one chosen in the folder."""
    sent = request.FILES.get("file")
    if sent is None:
        chosen = next((each.name for each in kept.kept() if each.name == request.POST.get("name")), None)
        if chosen is None:
            raise BackupError(_("Choose a backup, or send one."))
        return restore(kept.folder() / chosen)
    with tempfile.NamedTemporaryFile(suffix=".zip") as aside:
        for part in sent.chunks():
            aside.write(part)
        aside.flush()
        return restore(Path(aside.name))
