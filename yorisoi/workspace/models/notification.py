"""What colleagues are told of, and how each wants to be told."""

from django.db import models
from django.db.models import Q

from yorisoi.kernel.ids import uuid7
from yorisoi.workspace.contracts import MailChoice


class Notification(models.Model):
    """One thing told to one person. The sentence is made when it is read (slot `notification`), out of `data`.

    `kind` names the kind offered to the slot; `object_id` is what it is about and `path` where that is shown. `key`,
    where given, tells the same thing to a person once. `mail` is how it goes out by mail, `mailed_at` when it went.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey("workspace.Staff", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    object_id = models.UUIDField(null=True, blank=True)
    path = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict, blank=True)
    key = models.CharField(max_length=120, blank=True)
    on_screen = models.BooleanField(default=True)
    mail = models.CharField(max_length=8, default=MailChoice.NO.value)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["staff", "-id"], name="workspace_notified", condition=Q(on_screen=True)),
            models.Index(
                fields=["staff", "object_id"],
                name="workspace_notified_unread",
                condition=Q(on_screen=True, read_at__isnull=True),
            ),
            models.Index(
                fields=["staff", "id"], name="workspace_notified_digest", condition=Q(mail="digest", mailed_at=None)
            ),
            models.Index(fields=["at"], name="workspace_notified_at"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["staff", "key"], name="workspace_notified_once", condition=~Q(key=""))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.staff_id}"


class NotificationChoice(models.Model):
    """How one person wants to be told of one kind; who chose nothing has the kind's own way."""

    staff = models.ForeignKey("workspace.Staff", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    on_screen = models.BooleanField(default=True)
    mail = models.CharField(max_length=8, default=MailChoice.NO.value)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "kind"], name="workspace_notification_choice")]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.kind}"
