"""A conversation beside a case: with a department or another company, never with the customer."""

from django.db import models
from django.db.models import Q

from yorisoi.kernel.ids import uuid7


class SideTalk(models.Model):
    """One thread about a case, with a subject and addresses of its own (`addresses`: whom the next message goes to).

    `team` is the department asked, where it is one of ours. Open until somebody says that it is done.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    subject = models.CharField(max_length=500)
    team = models.ForeignKey(
        "workspace.Team", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    addresses = models.JSONField(default=list)
    mailbox = models.ForeignKey("channels.Mailbox", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    at = models.DateTimeField()
    last_at = models.DateTimeField()
    answered = models.BooleanField(default=False)  # what came last is from them
    done_by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-last_at"], name="desk_side_of_case")]

    def __str__(self) -> str:
        return self.subject


class SideMessage(models.Model):
    """A message of such a thread; not a Message, so that nothing that writes to customers can ever quote it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    talk = models.ForeignKey(SideTalk, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=3)
    at = models.DateTimeField()
    author = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    author_name = models.CharField(max_length=200, blank=True)
    author_address = models.CharField(max_length=320, blank=True)
    to = models.JSONField(default=list, blank=True)
    body = models.TextField(blank=True)
    received = models.OneToOneField(
        "channels.Received", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    outbound = models.OneToOneField(
        "channels.Outbound", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    delivery = models.CharField(max_length=10, blank=True)
    delivery_code = models.CharField(max_length=20, blank=True)
    delivery_text = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["talk", "at", "id"], name="desk_side_message_of_talk")]
        constraints = [models.CheckConstraint(condition=Q(kind__in=["in", "out"]), name="desk_side_message_in_or_out")]

    def __str__(self) -> str:
        return f"{self.kind} {self.author_name}: {self.body[:40]}"


class SideFile(models.Model):
    """A file of such a message."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(SideMessage, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
