"""Somebody asked by mail to join."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Invitation(models.Model):
    """`nonce` goes into the signed token of the mailed link; sending again changes it, so that old links die.

    `queue_id` empty = all queues, as in Grant.

    A row alone opens nothing: the token also needs the install's secret key.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField()
    role = models.ForeignKey("workspace.Role", on_delete=models.PROTECT, related_name="invitations")
    brand = models.ForeignKey("workspace.Brand", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    queue_id = models.UUIDField(null=True, blank=True)
    nonce = models.CharField(max_length=43)
    invited_by = models.ForeignKey("workspace.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, default="ja")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=models.Q(accepted_at=None), name="workspace_invitation_open"
            )
        ]

    def __str__(self) -> str:
        return self.email
