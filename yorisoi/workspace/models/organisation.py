"""The organisation that runs this install."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Organisation(models.Model):
    """One row: the name shown in mails to staff, the time zone and the language of the house."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    timezone = models.CharField(max_length=64, default="Asia/Tokyo")
    locale = models.CharField(max_length=8, default="ja")
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="workspace_organisation_is_one")]

    def __str__(self) -> str:
        return self.name
