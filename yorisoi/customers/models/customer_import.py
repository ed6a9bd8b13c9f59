"""A file of customers on its way in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.ids import uuid7


class CustomerImport(models.Model):
    """Checked first (a dry run that writes nothing), then run. `done` rows of `total` are behind it in its state."""

    class State(models.TextChoices):
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        RUNNING = "running", _("Being imported")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Could not be read")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        "workspace.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    encoding = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    @property
    def is_under_way(self) -> bool:
        """Is a job at work on it?"""
        return self.state in {self.State.CHECKING, self.State.RUNNING}


class ImportProblem(models.Model):
    """What is wrong with a row; `row` is its number in the file as a spreadsheet shows it, `field` a column's name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("customers.CustomerImport", on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=20, blank=True)
    what = models.CharField(max_length=500)

    class Meta:
        indexes = [models.Index(fields=["of", "row", "id"], name="customers_import_problem")]

    def __str__(self) -> str:
        return f"{self.row}: {self.what}"
