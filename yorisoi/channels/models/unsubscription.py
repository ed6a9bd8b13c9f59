"""Whoever does not want a brand's campaigns any more."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Unsubscription(models.Model):
    """`address` in lower case. `outbound`: the message whose link was used. Answers still reach them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=320)
    at = models.DateTimeField()
    outbound = models.ForeignKey("channels.Outbound", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "address"], name="channels_unsubscription_once")]

    def __str__(self) -> str:
        return self.address
