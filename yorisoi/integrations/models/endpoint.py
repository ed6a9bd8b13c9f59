"""Where a brand's events are sent."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Endpoint(models.Model):
    """An address with the kinds of event it wants. Secrets are sealed; the former one signs too until `former_until`.

    `failing_since`: of the first failure after the last success. `busy_until`: somebody is sending to it just now.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=2000)
    description = models.CharField(max_length=200, blank=True)
    events = models.JSONField(default=list)
    secret = models.CharField(max_length=255, editable=False)
    former_secret = models.CharField(max_length=255, blank=True, editable=False)
    former_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    failing_since = models.DateTimeField(null=True, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.url


class EndpointStop(models.Model):
    """Nothing is sent to the endpoint from `at` to `ended_at`; `by` is empty when Yorisoi itself gave up."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="stops")
    reason = models.CharField(max_length=10)
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint"], name="integrations_stop_one", condition=models.Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.endpoint_id}: {self.reason}"
