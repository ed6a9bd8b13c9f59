"""How a sender's mails end: what the signature is learned from."""

from django.db import models


class SenderTail(models.Model):
    """One row a sender and brand, of bounded size. `digest`: of the address, so that nobody is looked up here.

    lines: until `confirmed` the end of the last mail, afterwards the longest common tail of the sender's mails.
    misses: mails in a row that ended in another way.
    """

    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=32)
    lines = models.JSONField(default=list)
    confirmed = models.BooleanField(default=False)
    misses = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "digest"], name="channels_sender_tail_once")]

    def __str__(self) -> str:
        return "\n".join(self.lines)
