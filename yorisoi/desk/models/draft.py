"""What somebody has written and not yet sent."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class ReplyDraft(models.Model):
    """One person's unsent reply or note (`kind`) on a case, kept on the server as it is typed.

    `version` counts up with every saving, so that a second tab does not write over what the first one kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    staff = models.ForeignKey("workspace.Staff", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5)
    text = models.TextField(blank=True)
    to = models.TextField(blank=True)
    cc = models.TextField(blank=True)
    bcc = models.TextField(blank=True)
    subject = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "staff", "kind"], name="desk_draft_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:40]}"


class DraftFile(models.Model):
    """A file that stands in a draft; the reference keeps it from being thrown away as never sent."""

    draft = models.ForeignKey(ReplyDraft, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name
