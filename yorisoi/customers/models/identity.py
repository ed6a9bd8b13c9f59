"""An address by which a customer is known on one kind of channel, or the number that the company gave them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.ids import uuid7


class Identity(models.Model):
    """`address` is normalised for comparing, `raw` is as first seen; `brand` repeats the customer's."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        LINE = "line", "LINE"
        NUMBER = "number", _("Customer number")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="identities")
    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=320)
    raw = models.CharField(max_length=320)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        "workspace.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    verified_how = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "kind", "address"], name="customers_identity_once")]
        indexes = [
            models.Index(
                fields=["brand", "address"],
                name="customers_by_address",
                opclasses=["uuid_ops", "varchar_pattern_ops"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.address}"
