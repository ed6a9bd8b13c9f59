"""A named set of permissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.ids import uuid7

GIVEN_ROLES = {
    "admin": _("Administrator"),
    "supervisor": _("Supervisor"),
    "operator": _("Operator"),
    "viewer": _("Viewer"),
}


class Role(models.Model):
    """Given roles come with the product and follow the permissions that capabilities offer; others are made here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=100)
    permissions = models.JSONField(default=list, blank=True)
    given = models.BooleanField(default=False)

    class Meta:
        ordering = ["-given", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The name as shown: a given role's in the reader's language."""
        return str(GIVEN_ROLES[self.key]) if self.given and self.key in GIVEN_ROLES else self.name
