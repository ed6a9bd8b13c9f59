"""What a customer needs to be served well; shown before anybody answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.ids import uuid7


class Need(models.Model):
    class Kind(models.TextChoices):
        HEARING = "hearing", _("Hard of hearing")
        SIGHT = "sight", _("Low vision")
        SIGN_LANGUAGE = "sign", _("Sign language")
        INTERPRETER = "interpreter", _("Interpreter")
        LARGE_TYPE = "large_type", _("Large type")
        PLAIN_WORDS = "plain_words", _("Plain words")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "kind"], name="customers_need_once")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.kind}"
