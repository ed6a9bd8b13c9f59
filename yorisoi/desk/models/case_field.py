"""Fields that a topic asks for, and what stands in them."""

from django.db import models
from django.db.models import Q

from yorisoi.kernel.ids import uuid7


class CaseField(models.Model):
    """A field of a brand's cases: of all of them, or of those with `topic` or one below it. `kind`: fields.FieldKind.

    One that is out of use keeps its values but is asked for no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("desk.Topic", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=80)
    help = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=8)
    options = models.JSONField(default=list, blank=True)
    required = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["brand", "topic", "name"], name="desk_field_name_in_topic"),
            models.UniqueConstraint(fields=["brand", "name"], name="desk_field_name_in_brand", condition=Q(topic=None)),
        ]

    def __str__(self) -> str:
        return self.name


class FieldValue(models.Model):
    """What stands in a field of a case, by type; many choices are as many rows. `text` is what people read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    field = models.ForeignKey(CaseField, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.CharField(max_length=500)
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    flag = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "field", "text"], name="desk_value_once")]
        indexes = [
            models.Index(fields=["field", "text", "case"], name="desk_value_text"),
            models.Index(
                fields=["field", "number", "case"], name="desk_value_number", condition=Q(number__isnull=False)
            ),
            models.Index(fields=["field", "day", "case"], name="desk_value_day", condition=Q(day__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.text
