"""A case went into another one, or part of it became a case of its own; kept so that it can be undone."""

from django.db import models
from django.db.models import Q

from yorisoi.kernel.ids import uuid7


class CaseMerge(models.Model):
    """`case` went into `into`. What it brought along is remembered: its messages in MovedMessage; here the ids of
    contacts (`contacts`), of those that had to end for it (`ended`), and the addresses that were new to `into`.

    `case_before`, `into_before`: how the two stood. `into_version`: the version of `into` right afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    into = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    at = models.DateTimeField()
    undone_by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    contacts = models.JSONField(default=list, blank=True)
    ended = models.JSONField(default=list, blank=True)
    addresses = models.JSONField(default=list, blank=True)
    case_before = models.JSONField(default=dict, blank=True)
    into_before = models.JSONField(default=dict, blank=True)
    into_version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="desk_merge_one", condition=Q(undone_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.into_id}"


class MovedMessage(models.Model):
    """A message that went along with a merge; `version` and `before` as they were in its own case."""

    merge = models.ForeignKey(CaseMerge, on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey("desk.Message", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    before = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "message"], name="desk_moved_once")]

    def __str__(self) -> str:
        return f"{self.message_id} by {self.merge_id}"
