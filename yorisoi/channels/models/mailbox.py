"""An address of a brand where messages arrive and from which they leave."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Mailbox(models.Model):
    """`config` holds what its kind needs (servers, folders), `secret` the sealed passwords, `state` what fetching
    remembers between runs (UIDVALIDITY and last UID of each folder, messages stepped over).

    `leased_until`: some process is fetching from it; nobody else may before that moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, default="email")
    address = models.CharField(max_length=320)
    display_name = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    config = models.JSONField(default=dict)
    secret = models.TextField(blank=True, default="")
    state = models.JSONField(default=dict)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True, default="")
    last_error_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "mailboxes"
        constraints = [models.UniqueConstraint(fields=["kind", "address"], name="channels_mailbox_address_once")]

    def __str__(self) -> str:
        return self.address

    @property
    def domain(self) -> str:
        """The part of its address after the @."""
        return self.address.rpartition("@")[2]
