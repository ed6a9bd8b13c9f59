"""Which message of a brand has a Message-ID: the index that threading looks up."""

from django.db import models


class MessageKey(models.Model):
    """`digest`: the first 16 bytes of the Message-ID's BLAKE2b, in hex. One message may have several: some relays
    give out another Message-ID than the one we wrote."""

    class Kind(models.TextChoices):
        RECEIVED = "received"
        OUTBOUND = "outbound"

    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=32)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    object_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "digest", "kind", "object_id"], name="channels_message_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"
