"""What a customer has agreed to, and when they took it back."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Consent(models.Model):
    """One agreement; a purpose may be agreed to again after it was withdrawn. `source` says how it was obtained."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)
    source = models.CharField(max_length=100, blank=True)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="customers_consent_standing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.purpose}"
