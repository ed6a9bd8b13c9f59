"""A member of staff: the person behind a user."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Staff(models.Model):
    """`display_name` is what colleagues see; `number` is the organisation's own staff number, if it has one.

    `reading_key` is the folded reading (or name), by which lists are ordered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField("workspace.User", on_delete=models.PROTECT, related_name="staff")
    family_name = models.CharField(max_length=60)
    given_name = models.CharField(max_length=60, blank=True)
    family_reading = models.CharField(max_length=60, blank=True)
    given_reading = models.CharField(max_length=60, blank=True)
    display_name = models.CharField(max_length=120)
    reading_key = models.CharField(max_length=200, blank=True, editable=False)
    site = models.ForeignKey("workspace.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    teams = models.ManyToManyField("workspace.Team", blank=True, related_name="staff")
    number = models.CharField(max_length=30, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "staff"
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="workspace_staff_number")
        ]
        indexes = [models.Index(fields=["reading_key", "id"], name="workspace_staff_by_reading")]

    def __str__(self) -> str:
        return self.display_name

    @property
    def reading(self) -> str:
        """セイ メイ, or empty."""
        return f"{self.family_reading} {self.given_reading}".strip()
