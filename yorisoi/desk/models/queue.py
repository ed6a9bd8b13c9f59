"""Where cases wait, and which mailbox feeds which queue."""

from django.db import models

from yorisoi.desk.contracts import Continues
from yorisoi.kernel.ids import uuid7


class Queue(models.Model):
    """A line of cases of one brand; `continues` decides whether a mail goes on with a case."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    order = models.PositiveIntegerField(default=100)
    continues = models.CharField(max_length=10, default=Continues.THREAD.value)
    answer_within = models.PositiveSmallIntegerField(null=True, blank=True)  # business hours; None: no target
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["brand", "name"], name="desk_queue_name_in_brand")]

    def __str__(self) -> str:
        return self.name


class MailboxRoute(models.Model):
    """What comes to this mailbox goes to this queue."""

    mailbox = models.OneToOneField("channels.Mailbox", on_delete=models.PROTECT, related_name="+", primary_key=True)
    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.mailbox_id} → {self.queue_id}"
