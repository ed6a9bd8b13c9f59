"""Facts: what happened once, kept for good."""

from django.db import models
from django.db.models import Q

from yorisoi.kernel.ids import uuid7

_LIVE = Q(replaced_at__isnull=True)


class Fact(models.Model):
    """One fact (see contracts.NewFact). Rows are only added: a correction is a new row, and the old one, whose values
    stay as they were, learns when it was replaced. At most one row of a kind and source stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    source_id = models.UUIDField()
    case = models.ForeignKey("desk.Case", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+", db_index=False)
    queue = models.ForeignKey("desk.Queue", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    topic = models.ForeignKey("desk.Topic", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    staff = models.ForeignKey("workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    channel = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    seconds = models.BigIntegerField(null=True)
    mark = models.CharField(max_length=20, blank=True)
    begins = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "source_id"], name="insights_fact_once", condition=_LIVE)
        ]
        indexes = [
            models.Index(fields=["case"], name="insights_fact_case", condition=_LIVE),
            models.Index(fields=["customer", "kind"], name="insights_fact_customer", condition=_LIVE),
            models.Index(fields=["brand", "kind", "at", "id"], name="insights_fact_when", condition=_LIVE),
            models.Index(
                fields=["brand", "at"], name="insights_fact_standing", condition=_LIVE & Q(kind="open", until=None)
            ),
            models.Index(fields=["brand", "until"], name="insights_fact_ended", condition=_LIVE & Q(kind="open")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M} {self.source_id}"
