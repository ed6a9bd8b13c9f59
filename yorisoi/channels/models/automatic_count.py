"""How many automatic messages an address got on one day: what stops two machines that answer each other."""

from django.db import models


class AutomaticCount(models.Model):
    """`day` in the organisation's zone, `address` in lower case."""

    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=320)
    day = models.DateField()
    sent = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "address", "day"], name="channels_automatic_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.day}: {self.sent}"
