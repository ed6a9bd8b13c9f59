"""Who was mentioned in a note."""

from django.db import models


class Mention(models.Model):
    """A note names this person, or a team that the person belongs to (`team_id`, workspace's)."""

    message = models.ForeignKey("desk.Message", on_delete=models.CASCADE, related_name="+", db_index=False)
    staff = models.ForeignKey("workspace.Staff", on_delete=models.PROTECT, related_name="+")
    team_id = models.UUIDField(null=True, blank=True)  # bare, so that a team may go

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "staff"], name="desk_mention_once")]

    def __str__(self) -> str:
        return f"{self.message_id} @{self.staff_id}"
