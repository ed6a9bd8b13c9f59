"""How often one network address used a form within an hour: what keeps a machine from flooding it."""

from django.db import models


class SubmissionCount(models.Model):
    """`sender`: a keyed digest of address and day, never the address itself. `tries` count every attempt, `sent` those
    that became a message."""

    form = models.ForeignKey("channels_form.Form", on_delete=models.CASCADE, related_name="+")
    sender = models.CharField(max_length=32)
    hour = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "sender", "hour"], name="channels_form_submission_count_once")
        ]
        indexes = [models.Index(fields=["hour"], name="channels_form_count_by_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}: {self.sent}/{self.tries}"
