"""Texts that are written again and again, with what is done to the case along with them."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Template(models.Model):
    """A text with variables ({{お客様名}}), found by its shortcut; with `actions` it is a macro (マクロ).

    For a whole brand, for one `queue` of it, or for its `owner` alone. `actions` as `desk.contracts.MacroActions`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+", db_index=False)
    queue = models.ForeignKey("desk.Queue", on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    owner = models.ForeignKey("workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=80)
    shortcut = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=80, blank=True)
    body = models.TextField(blank=True)
    actions = models.JSONField(default=dict, blank=True)
    active = models.BooleanField(default=True)
    uses = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["brand", "-uses", "name"], name="desk_template_of_brand")]

    def __str__(self) -> str:
        return self.name
