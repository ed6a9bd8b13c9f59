"""What a customer or an account has bought."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Contract(models.Model):
    """`monthly_value` in whole yen. Held by an account, or by a single customer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        "customers.Account", null=True, blank=True, on_delete=models.PROTECT, related_name="contracts"
    )
    customer = models.ForeignKey(
        "customers.Customer", null=True, blank=True, on_delete=models.PROTECT, related_name="contracts"
    )
    product = models.CharField(max_length=100)
    plan = models.CharField(max_length=100, blank=True)
    starts_on = models.DateField()
    renews_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    monthly_value = models.PositiveIntegerField(default=0)
    seats = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(account__isnull=False) | models.Q(customer__isnull=False),
                name="customers_contract_has_holder",
            )
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.plan}".strip()
