"""A group of staff within a brand."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Team(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["brand__order", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["brand", "name"], name="workspace_team_name")]

    def __str__(self) -> str:
        return self.name
