"""Words that staff put on cases, beside the one topic: any number, each with a colour by meaning."""

from django.db import models

from yorisoi.desk.contracts import TagColour
from yorisoi.kernel.ids import uuid7


class Tag(models.Model):
    """A brand's tag. `folded` is its name for comparing, so that ＶＩＰ and vip are one.

    A retired one (not active) stays on its cases but is given to no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    folded = models.CharField(max_length=80)
    colour = models.CharField(max_length=10, default=TagColour.NEUTRAL.value)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["folded", "id"]
        constraints = [models.UniqueConstraint(fields=["brand", "folded"], name="desk_tag_name_in_brand")]

    def __str__(self) -> str:
        return self.name


class CaseTag(models.Model):
    """The case has the tag, by whom and since when."""

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "tag"], name="desk_case_tag_once")]
        indexes = [models.Index(fields=["tag", "case"], name="desk_case_tag_cases")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.tag_id}"
