"""お客様: a person served by a brand."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Customer(models.Model):
    """`display_name` is what is shown. The keys are folded (`kernel.text.fold`) and only for looking up by prefix;
    `reading_key` falls back to the guessed reading of the name, so that a name without reading is found by kana too."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    family_name = models.CharField(max_length=100, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_reading = models.CharField(max_length=100, blank=True)
    given_reading = models.CharField(max_length=100, blank=True)
    display_name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    reading_key = models.CharField(max_length=200, blank=True, editable=False)
    birth_date = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=8, default="ja")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    # Who this turned out to be; kept by `actions.merge`, which writes a Merge with its who and when.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        # Looked up by the beginning of a key within brands; PostgreSQL needs pattern operators for that.
        indexes = [
            models.Index(fields=["brand", "-id"], name="customers_newest"),
            models.Index(
                fields=["brand", "name_key"], name="customers_by_name", opclasses=["uuid_ops", "varchar_pattern_ops"]
            ),
            models.Index(
                fields=["brand", "reading_key"],
                name="customers_by_reading",
                opclasses=["uuid_ops", "varchar_pattern_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def reading(self) -> str:
        """セイ メイ as told by the customer, or empty."""
        return f"{self.family_reading} {self.given_reading}".strip()
