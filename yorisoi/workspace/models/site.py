"""拠点: a place where staff work."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.ids import uuid7


class Site(models.Model):
    class Kind(models.TextChoices):
        OFFICE = "office", _("Office")
        CENTRE = "centre", _("Contact centre")
        HOME = "home", _("Home office")
        PARTNER = "partner", _("Outsourcing partner")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OFFICE)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
