"""Editions of a brand's topics: what changes together at one moment, and how old topics are read as new ones."""

from django.db import models
from django.db.models import Q

from yorisoi.kernel.ids import uuid7


class TopicEdition(models.Model):
    """A set of changes to the tree. A draft while `starts_at` is empty, waiting until `published_at` is set."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    made_at = models.DateTimeField()
    starts_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "number"], name="desk_edition_number"),
            models.UniqueConstraint(fields=["brand"], name="desk_edition_one_draft", condition=Q(published_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class TopicChange(models.Model):
    """One change of an edition: add, rename, split, merge, retire (contracts.TopicDeed). `data` holds names and shares.

    `done` is what it came to when the edition was published: the names before, the ids of what was made.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.ForeignKey(TopicEdition, on_delete=models.CASCADE, related_name="changes")
    deed = models.CharField(max_length=8)
    topic = models.ForeignKey("desk.Topic", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    data = models.JSONField(default=dict, blank=True)
    done = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.deed} {self.topic_id or ''}"


class TopicMapping(models.Model):
    """From `at` on the retired topic `old` is read as `new`, by so many thousandths of its cases; no `new`: unassigned.

    Never changed. A case keeps the topic it was given: only those who count read through this.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.ForeignKey(TopicEdition, on_delete=models.PROTECT, related_name="+")
    old = models.ForeignKey("desk.Topic", on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey("desk.Topic", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    share = models.PositiveSmallIntegerField(default=1000)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="desk_mapping_once"),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=1000), name="desk_mapping_share"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id} {self.share}‰"
