"""A desk of its own within the install: every queue, mailbox and customer belongs to one brand."""

from django.core.validators import RegexValidator
from django.db import models

from yorisoi.kernel.ids import uuid7


class Brand(models.Model):
    """`sign` is the short name shown in lists; `colour` (#rrggbb) marks it there and colours the portal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=50, unique=True)
    sign = models.CharField(max_length=12)
    colour = models.CharField(max_length=7, default="#2f6f8f", validators=[RegexValidator(r"^#[0-9a-f]{6}\Z")])
    order = models.PositiveIntegerField(default=100)
    language = models.CharField(max_length=8, default="ja")

    class Meta:
        ordering = ["order", "name", "id"]

    def __str__(self) -> str:
        return self.name
