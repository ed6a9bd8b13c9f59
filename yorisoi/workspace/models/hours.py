"""営業時間: when the desk of a brand is open, for deadlines and for durations in business time."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class BusinessHours(models.Model):
    """The hours of one brand, or (brand None) of every brand without its own.

    `week`: seven lists of spans from Monday on, ["9:00-12:00", "13:00-18:00"]. `country`: whose national holidays are
    kept, "" for none; `holiday`: the spans on them. `closed_yearly`: days closed each year, "12-29". `special`: single
    days, [{"day": "2026-12-30", "spans": ["9:00-12:00"], "name": "大掃除"}]; no spans: closed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.OneToOneField("workspace.Brand", on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    week = models.JSONField(default=list)
    country = models.CharField(max_length=2, default="JP", blank=True)
    holiday = models.JSONField(default=list, blank=True)
    closed_yearly = models.JSONField(default=list, blank=True)
    special = models.JSONField(default=list, blank=True)
    of_all = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of_all"], condition=models.Q(of_all=True), name="workspace_hours_of_all_once"
            ),
            models.CheckConstraint(
                condition=models.Q(of_all=True, brand=None) | models.Q(of_all=False, brand__isnull=False),
                name="workspace_hours_of_a_brand_or_all",
            ),
        ]

    def __str__(self) -> str:
        return f"hours of {self.brand_id or 'all brands'}"
