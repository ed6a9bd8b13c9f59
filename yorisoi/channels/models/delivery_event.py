"""What happened to a message, line by line, for people to read."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class DeliveryEvent(models.Model):
    """About one received or one outbound message, or (neither) about a mailbox. `data` fills the words of `verb`.

    `key`: what makes a provider's report the same when it comes again; empty for what happens here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    received = models.ForeignKey(
        "channels.Received", null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    outbound = models.ForeignKey(
        "channels.Outbound", null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    mailbox = models.ForeignKey("channels.Mailbox", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verb = models.CharField(max_length=30)
    data = models.JSONField(default=dict)
    key = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "key"], name="channels_report_once", condition=~models.Q(key=""))
        ]

    def __str__(self) -> str:
        return self.verb
