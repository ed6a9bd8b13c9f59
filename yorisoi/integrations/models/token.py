"""A token by which a program uses the API."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class ApiToken(models.Model):
    """`prefix` is the part shown for recognition; of the whole only `digest` is kept (SHA-256: it is 238 random bits).

    `staff`: whose roles it acts with; empty for a service of its own, whose roles stand in its places. `scopes` narrow
    what it may do (cases:read, customers:write …).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    staff = models.ForeignKey("workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class TokenPlace(models.Model):
    """A brand in which a token acts; `role` is empty where it acts with the roles of its member of staff."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="places", db_index=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey("workspace.Role", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "brand"], name="integrations_token_place_once")]

    def __str__(self) -> str:
        return f"{self.token_id} in {self.brand_id}"


class TokenRevocation(models.Model):
    """Somebody took a token out of use before it expired."""

    token = models.OneToOneField(ApiToken, on_delete=models.CASCADE, related_name="revocation", primary_key=True)
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.token_id} at {self.at:%Y-%m-%d %H:%M}"
