"""A message that came in: its raw bytes and how they came. What is in it stands in its Reading."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Received(models.Model):
    """`envelope`: sender, recipient and peer as the transport said. `via`: lmtp, smtp, imap, import or form.

    The key is mailbox + Message-ID + digest of the body, so that importing twice makes one row and a reused
    Message-ID with another body makes a second one, flagged.
    """

    class State(models.TextChoices):
        STORED = "stored"
        PARSED = "parsed"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    mailbox = models.ForeignKey("channels.Mailbox", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, default="email")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=998)
    body_digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    via = models.CharField(max_length=20)
    envelope = models.JSONField(default=dict)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.STORED)
    flags = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "received"
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "message_id", "body_digest"], name="channels_received_once")
        ]
        indexes = [
            models.Index(fields=["brand", "-id"], name="channels_received_newest"),
            # What waits to be read, or could not be: a few rows of millions.
            models.Index(fields=["state", "id"], name="channels_received_unread", condition=~models.Q(state="parsed")),
        ]

    def __str__(self) -> str:
        return self.message_id
