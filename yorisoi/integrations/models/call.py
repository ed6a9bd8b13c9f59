"""An answer kept, so that the same call made twice is answered alike and done once."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class IdempotentCall(models.Model):
    """Written in the transaction of what the call did. `fingerprint`: digest of method, path and body."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token = models.ForeignKey("integrations.ApiToken", on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="integrations_call_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"
