"""Bringing mails in from files, and what became of each of them."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class MailImport(models.Model):
    """One import. `sources`: list of {path, name} (on the server) or {file, name} (uploaded).

    `position` and the counters are written in the transaction of the mails they speak of, so that it goes on exactly
    where it was; `step` keeps two processes from doing the same piece. `told`: of how many of the new mails others
    were told, oldest first, which begins when all are stored (or no more come); fewer than `new`: it is still due.
    """

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    mailbox = models.ForeignKey("channels.Mailbox", on_delete=models.PROTECT, related_name="+")
    actor_id = models.UUIDField(null=True, blank=True)
    sources = models.JSONField(default=list)
    dry_run = models.BooleanField(default=False)
    closed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    step = models.PositiveIntegerField(default=0)
    stepped_at = models.DateTimeField(null=True, blank=True)
    position = models.JSONField(default=dict)
    found = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)
    bytes_done = models.PositiveBigIntegerField(default=0)
    bytes_total = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["brand", "-id"], name="channels_email_import_newest")]

    def __str__(self) -> str:
        return f"{self.state} {self.found}"


class ImportLine(models.Model):
    """One mail of an import, or one file that is none. `result`: new, repeated or failed (`why`, in words)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    whole = models.ForeignKey("channels_email.MailImport", on_delete=models.CASCADE, related_name="lines")
    file = models.TextField()
    offset = models.PositiveBigIntegerField(default=0)
    message_id = models.CharField(max_length=998, blank=True)
    body_digest = models.CharField(max_length=64, blank=True)
    result = models.CharField(max_length=10)
    why = models.TextField(blank=True)
    received = models.ForeignKey("channels.Received", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["whole", "id"], name="channels_email_line_in_order"),
            models.Index(fields=["whole", "result", "id"], name="channels_email_line_by_result"),
        ]

    def __str__(self) -> str:
        return f"{self.file}:{self.offset} {self.result}"
