"""Files by their content."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class StoredFile(models.Model):
    """The bytes with this SHA-256 lie under DATA_DIR/files; their names belong to whoever refers to them.

    `loose_at`: when it was uploaded for something that has not been sent yet; None once somebody holds it, and always
    for what did not come as an upload. Only what is loose is ever thrown away.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()
    loose_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["loose_at"], name="kernel_file_loose", condition=models.Q(loose_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.size} {self.sha256[:12]}"
