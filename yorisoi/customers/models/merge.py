"""Two customers turned out to be one person."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Merge(models.Model):
    """`gone` became a part of `kept`. `moved` tells what went over, so that it can go back:

    {"identities": [ids], "memberships": [ids], "contracts": [ids], "needs": [ids], "consents": [ids],
     "filled": {field of kept: value taken from gone}}
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kept = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        "workspace.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_at=None), name="customers_merged_into_one"
            ),
            models.CheckConstraint(condition=~models.Q(kept=models.F("gone")), name="customers_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"
