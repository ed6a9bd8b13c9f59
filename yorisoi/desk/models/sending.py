"""What is looked at before an answer leaves."""

from django.db import models

from yorisoi.desk.contracts import Confirming
from yorisoi.kernel.ids import uuid7


class SendingRule(models.Model):
    """When the recipients of answers from a queue are to be confirmed; a queue without one asks about unusual ones."""

    queue = models.OneToOneField("desk.Queue", on_delete=models.CASCADE, related_name="+", primary_key=True)
    confirming = models.CharField(max_length=8, default=Confirming.UNUSUAL.value)

    def __str__(self) -> str:
        return f"{self.queue_id}: {self.confirming}"


class BannedWord(models.Model):
    """A word that answers of a brand should not hold (NGワード), or must not (`forbids`). `folded` is compared."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+", db_index=False)
    word = models.CharField(max_length=80)
    folded = models.CharField(max_length=160)
    reason = models.CharField(max_length=200, blank=True)
    forbids = models.BooleanField(default=False)

    class Meta:
        ordering = ["folded", "id"]
        constraints = [models.UniqueConstraint(fields=["brand", "folded"], name="desk_banned_once")]

    def __str__(self) -> str:
        return self.word
