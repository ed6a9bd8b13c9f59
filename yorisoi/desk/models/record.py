"""The structured record of a case (応対記録)."""

from django.db import models

from yorisoi.desk.contracts import RecordFields


class Record(models.Model):
    """What it was about, why it happened, what was done and what comes next; at most one for a case."""

    case = models.OneToOneField("desk.Case", on_delete=models.CASCADE, related_name="+", primary_key=True)
    product = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    action = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    department = models.CharField(max_length=120, blank=True)
    next_step = models.TextField(blank=True)
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    at = models.DateTimeField()
    findings = models.JSONField(default=list, blank=True)  # names of the checks that found something (record_checks)
    filled = models.PositiveSmallIntegerField(default=0)  # per cent

    class Meta:
        indexes = [models.Index(fields=["at"], name="desk_record_at")]

    def __str__(self) -> str:
        return self.reason[:40]

    @property
    def fields(self) -> RecordFields:
        """The record without who and when."""
        return RecordFields(
            self.product, self.reason, self.cause, self.action, self.outcome, self.department, self.next_step
        )
