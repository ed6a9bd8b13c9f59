"""An address that mail does not reach, or whose owner called our mail spam."""

from django.db import models


class BadAddress(models.Model):
    """`address` in lower case. `reason`: "bounced" or "complained"; `text`: the words of who said so.

    Machines write there no more; people may, and are told.
    """

    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=320)
    reason = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "bad addresses"
        constraints = [models.UniqueConstraint(fields=["brand", "address"], name="channels_bad_address_once")]

    def __str__(self) -> str:
        return self.address
