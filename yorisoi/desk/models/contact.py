"""A contact (応対): one episode on one channel, as contact centres count them."""

from django.db import models
from django.db.models import Q

from yorisoi.kernel.ids import uuid7


class Contact(models.Model):
    """From the moment the customer reached out (or we did) to the answer.

    On e-mail an episode begins with a person's mail and ends with our answer; further mails before the answer belong to
    it. `by` is who answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    direction = models.CharField(max_length=3)
    opened_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    wrapped_up_at = models.DateTimeField(null=True, blank=True)
    abandoned = models.BooleanField(default=False)
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["case", "-opened_at"], name="desk_contact_of_case"),
            models.Index(fields=["opened_at"], name="desk_contact_when"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "channel"], name="desk_contact_one_open", condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.direction} {self.opened_at:%Y-%m-%d %H:%M}"
