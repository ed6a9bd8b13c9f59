"""A named set of permissions."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Role(models.Model):
    """Given roles come with the product and follow the permissions that capabilities offer; others are made here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=100)
    permissions = models.JSONField(default=list)
    given = models.BooleanField(default=False)

    class Meta:
        ordering = ["-given", "id"]

    def __str__(self) -> str:
        return self.name
