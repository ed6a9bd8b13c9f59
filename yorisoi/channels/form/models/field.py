"""One question of a form."""

from typing import Any

from django.db import models

from yorisoi.kernel.ids import uuid7

from ..contracts import FieldKind, Meaning

LIMITS = {FieldKind.LINE: 200, FieldKind.TEXT: 5000, FieldKind.FILE: 10}


class Field(models.Model):
    """`key` names it in what is kept, and never changes. `limit`: characters, or megabytes of one file; empty: the
    kind's own. `choices`: [{"ja", "en"}]; the first language's words are what is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    form = models.ForeignKey("channels_form.Form", on_delete=models.CASCADE, related_name="fields")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    meaning = models.CharField(max_length=20, blank=True, default="")
    variant = models.CharField(max_length=10, blank=True, default="")
    label_ja = models.CharField(max_length=200, blank=True)
    label_en = models.CharField(max_length=200, blank=True)
    help_ja = models.CharField(max_length=500, blank=True)
    help_en = models.CharField(max_length=500, blank=True)
    required = models.BooleanField(default=False)
    limit = models.PositiveIntegerField(null=True, blank=True)
    choices = models.JSONField(default=list)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="channels_form_field_key_once"),
            models.UniqueConstraint(
                fields=["form", "meaning"],
                name="channels_form_field_meaning_once",
                condition=~models.Q(meaning=Meaning.NONE.value),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def most(self) -> int:
        """The limit that holds: characters, or megabytes of one file."""
        return self.limit or LIMITS.get(FieldKind(self.kind), LIMITS[FieldKind.LINE])

    @property
    def most_files(self) -> int:
        """How many files it takes."""
        return self.form.most_files

    def label(self, language: str) -> str:
        """The question in a language, or in the one that it has."""
        return str(getattr(self, f"label_{language}") or self.label_ja or self.label_en)

    def help(self, language: str) -> str:
        """What helps to answer it."""
        return str(getattr(self, f"help_{language}") or self.help_ja or self.help_en)

    def options(self, language: str) -> list[tuple[str, str]]:
        """(what is kept, what is shown) of every choice."""
        return [(kept(each), str(each.get(language) or kept(each))) for each in self.choices]


def kept(choice: dict[str, Any]) -> str:
    """The words of a choice that are kept, whatever language was read."""
    return str(choice.get("ja") or choice.get("en") or "")
