"""Whether a member of staff takes work just now, and since when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yorisoi.workspace.contracts import PresenceStatus


class Presence(models.Model):
    class Status(models.TextChoices):
        AVAILABLE = PresenceStatus.AVAILABLE.value, _("Available")
        AWAY = PresenceStatus.AWAY.value, _("Away")
        WRAP_UP = PresenceStatus.WRAP_UP.value, _("After-call work")
        OFFLINE = PresenceStatus.OFFLINE.value, _("Offline")

    staff = models.OneToOneField("workspace.Staff", primary_key=True, on_delete=models.CASCADE, related_name="presence")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OFFLINE)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.staff_id} {self.status}"
