"""What is filled in to bring mails in: files from this computer, or a place on the server."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yorisoi.channels.models import Mailbox
from yorisoi.kernel import files

MOST_FILES = 100


class Files(forms.FileInput):
    """Several files."""

    allow_multiple_selected = True


class ImportForm(forms.Form):
    """`sources()` after it was valid: what `start_import` takes."""

    mailbox_id = forms.TypedChoiceField(label=gettext_lazy("Mailbox"), coerce=UUID)
    mails = forms.Field(  # several, so not Django's FileField; each is looked at below
        label=gettext_lazy("Files"),
        required=False,
        widget=Files(attrs={"accept": ".eml,.mbox,.mbx,.zip,.mail,.txt,message/rfc822"}),
    )
    path = forms.CharField(
        label=gettext_lazy("Or a place on the server"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("A file or folder within the folder for imports, for what is too large to upload."),
    )
    dry_run = forms.BooleanField(
        label=gettext_lazy("Only look what would come in (dry run)"), required=False, initial=False
    )
    closed = forms.BooleanField(label=gettext_lazy("Close the cases that are opened for these mails"), required=False)

    def __init__(self, mailboxes: Iterable[Mailbox], data: Any = None, sent: Any = None) -> None:
        super().__init__(data, sent)
        self.mailboxes = {each.pk: each for each in mailboxes}
        choice = self.fields["mailbox_id"]
        assert isinstance(choice, forms.TypedChoiceField)
        choice.choices = [(str(each.pk), f"{each.name} ({each.address})") for each in self.mailboxes.values()]
        if not settings.IMPORT_DIR:
            del self.fields["path"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        sent = self.sent
        if not sent and not values.get("path") and not self.errors:
            self.add_error("mails", ValidationError(_("Choose one file or more.")))
        if len(sent) > MOST_FILES:
            words = _("At most %(most)s files at a time. Pack more of them as zip.") % {"most": MOST_FILES}
            self.add_error("mails", ValidationError(words))
        limit = settings.MAX_MAIL_BYTES
        for each in sent:
            if (each.size or 0) > limit:
                words = _("%(name)s is larger than %(limit)s MB. Nothing was taken.")
                told = {"name": each.name, "limit": limit // (1024 * 1024)}
                self.add_error("mails", ValidationError(words % told))
        return values

    def clean_path(self) -> str:
        """A place within the folder for imports, however it is written."""
        typed = str(self.cleaned_data.get("path") or "").strip()
        if not typed:
            return ""
        root = Path(settings.IMPORT_DIR).resolve()
        place = (root / typed).resolve()
        if not place.is_relative_to(root):
            raise ValidationError(_("It must lie within %(folder)s.") % {"folder": root})
        if not place.exists():
            raise ValidationError(_("Nothing lies there."))
        return str(place)

    @property
    def sent(self) -> list[Any]:
        """The uploaded files."""
        return list(self.files.getlist("mails")) if hasattr(self.files, "getlist") else []

    def sources(self) -> list[dict[str, str]]:
        """Uploaded files are kept first."""
        kept = [
            {"file": str(files.store(cast("BinaryIO", each), each.name or "").pk), "name": (each.name or "?")[-200:]}
            for each in self.sent
        ]
        path = self.cleaned_data.get("path")
        return [*kept, *([{"path": path, "name": Path(path).name}] if path else [])]
