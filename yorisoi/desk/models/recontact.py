"""Definitions of recontact, and the contacts that were marked by them."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from yorisoi.desk.recontacts import Identity, Rule, SameTopic
from yorisoi.kernel.ids import uuid7


class RecontactDefinition(models.Model):
    """One definition of a brand (recontacts.Rule). Never changed: another version takes its place, so that marks keep
    the meaning they were made with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    identity = models.CharField(max_length=10, default=Identity.CUSTOMER.value)
    window_hours = models.PositiveIntegerField(default=168)
    topic = models.CharField(max_length=6, default=SameTopic.ANY.value)
    first_channel = models.CharField(max_length=20, blank=True)
    then_channel = models.CharField(max_length=20, blank=True)
    same_case = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["brand", "name", "version"], name="desk_recontact_version"),
            models.UniqueConstraint(
                fields=["brand", "name"], name="desk_recontact_in_force", condition=Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"

    @property
    def rule(self) -> Rule:
        """As the engine takes it."""
        return Rule(
            Identity(self.identity),
            timedelta(hours=self.window_hours),
            SameTopic(self.topic),
            self.first_channel,
            self.then_channel,
            self.same_case,
        )


class RecontactMark(models.Model):
    """`contact` came within the window after `earlier`, by this definition. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    definition = models.ForeignKey(RecontactDefinition, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey("desk.Contact", on_delete=models.CASCADE, related_name="+", db_index=False)
    earlier = models.ForeignKey("desk.Contact", on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "definition"], name="desk_recontact_once")]
        indexes = [models.Index(fields=["definition", "at"], name="desk_recontact_when")]

    def __str__(self) -> str:
        return f"{self.contact_id} after {self.earlier_id}"
