"""Who has read, is looking at, or is answering a case."""

from django.db import models


class ReadMark(models.Model):
    """This person has seen the case up to `at`, and has an unsent draft on it since `draft_at`."""

    staff = models.ForeignKey("workspace.Staff", on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    draft_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "case"], name="desk_read_once")]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.case_id}"


class Viewing(models.Model):
    """This person had the case on the screen at `at`; the page says so again every 20 s."""

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    staff = models.ForeignKey("workspace.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "staff"], name="desk_viewing_once")]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.case_id}"


class ReplyLease(models.Model):
    """Only this person may answer the case until `until`, unless somebody takes it over (which is logged)."""

    case = models.OneToOneField("desk.Case", on_delete=models.CASCADE, related_name="+", primary_key=True)
    staff = models.ForeignKey("workspace.Staff", on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.staff_id}"
