"""What is sent to an endpoint, and how each attempt went."""

from django.db import models
from django.db.models import Q

from yorisoi.kernel.ids import uuid7


class Delivery(models.Model):
    """One event for one endpoint. `event_id` gives the webhook-id, which stays the same however often it is sent.

    `next_at`: of the next attempt; empty when it was delivered or given up.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    endpoint = models.ForeignKey("integrations.Endpoint", on_delete=models.CASCADE, related_name="+", db_index=False)
    event_id = models.UUIDField()
    event = models.CharField(max_length=40)
    body = models.TextField()
    created_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "event_id"], name="integrations_delivery_once")]
        indexes = [
            models.Index(fields=["endpoint", "-id"], name="integrations_delivery_log"),
            models.Index(
                fields=["endpoint", "next_at"], name="integrations_delivery_due", condition=Q(next_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.webhook_id}"

    @property
    def webhook_id(self) -> str:
        """As the header tells it."""
        return f"msg_{self.event_id.hex}"


class Attempt(models.Model):
    """The endpoint was asked once. `status` 0: no answer; `milliseconds` from connecting to the end of the answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"{self.status or self.error}"
