"""A message to be sent: written before the screen says so, kept with all that became of it."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Outbound(models.Model):
    """`to`, `cc`, `bcc`: lists of {address, name}. `recipients`: {address: {state, code, text}}, the envelope.

    `next_at`: not before this moment; while it lies ahead and nothing was tried the message may be cancelled.
    `leased_until`: while sending, the moment from which on the process that sends may be dead; moved on while it lives.
    Who finds it in the past sets `next_at` some seconds ahead, and sends if it is still so then.
    `unsubscribable`: of a campaign, to one address whose owner can leave campaigns by its link.
    `file`: the bytes as they were handed to the server, the same at each attempt.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    mailbox = models.ForeignKey("channels.Mailbox", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, default="email")
    sender_name = models.CharField(max_length=200, blank=True)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    bcc = models.JSONField(default=list)
    subject = models.TextField(blank=True)
    body_text = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    attachments = models.JSONField(default=list)
    message_id = models.CharField(max_length=255, unique=True)
    in_reply_to = models.TextField(blank=True)
    references = models.JSONField(default=list)
    automatic = models.BooleanField(default=False)
    unsubscribable = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    recipients = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_code = models.PositiveIntegerField(default=0)
    last_text = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey("kernel.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    actor_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "outbound"
        indexes = [
            models.Index(fields=["brand", "-id"], name="channels_outbound_newest"),
            models.Index(fields=["brand", "state", "-id"], name="channels_outbound_by_state"),
            # What the sender asks for each time: a few rows of millions.
            models.Index(
                fields=["mailbox", "next_at"],
                name="channels_outbound_due",
                condition=models.Q(state__in=["queued", "sending"]),
            ),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def addresses(self) -> list[str]:
        """The envelope in the order of To, Cc, Bcc; PostgreSQL's JSON keeps no order of keys."""
        named = dict.fromkeys(party["address"] for party in (*self.to, *self.cc, *self.bcc))
        return [each for each in named if each in self.recipients]
