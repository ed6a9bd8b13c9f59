"""What was done, by whom, to what: rows that are only ever added."""

from typing import Any, ClassVar, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from yorisoi.kernel.ids import uuid7


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete what is only ever added."""


class AppendOnlyQuerySet(models.QuerySet["AuditEntry"]):
    """Refuses every change in bulk; the database's triggers refuse what goes round it."""

    def update(self, **_kwargs: Any) -> NoReturn:
        raise AppendOnlyError("audit entries are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("audit entries are never deleted")


class AuditEntry(models.Model):
    """One deed. `actor_id` is None for Yorisoi itself; the name is kept as it was then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, default="")
    verb = models.CharField(max_length=100)
    kind = models.CharField(max_length=100)
    object_id = models.UUIDField()
    brand_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects: ClassVar[models.Manager["AuditEntry"]] = models.Manager.from_queryset(AppendOnlyQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "object_id", "id"], name="audit_object"),
            models.Index(fields=["actor_id", "id"], name="audit_actor"),
            models.Index(fields=["brand_id", "id"], name="audit_brand"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("audit entries are never changed")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnlyError("audit entries are never deleted")
