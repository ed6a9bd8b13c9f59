"""What happened to a case besides messages, as its timeline tells it."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Happening(models.Model):
    """A line of the timeline: `verb` names the sentence (queries.sentences), `data` its words as they were then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    verb = models.CharField(max_length=40)
    by_name = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "-at", "-id"], name="desk_happening_timeline")]

    def __str__(self) -> str:
        return self.verb
