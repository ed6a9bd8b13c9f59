"""What was written, by whom, and what became of it."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class Message(models.Model):
    """One message or note. `body` is the new text; the whole text with its quotes and the safe HTML are asked of
    channels when somebody unfolds them (`received`).

    `version` is the case's version when the message came, so that a writer who saw version n is told of all above it.
    `to`, `cc`, `bcc` are lists of addresses. `notes` is what the operator should know (what was cut, who they are):
    codes with data, worded where they are shown (queries/notices.py); rows of old have a sentence in `notice`. `folded`
    is what `body` leaves out (channels.contracts.Folded). `before` is how the case stood before an answer, so that
    taking it back restores it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(
        "desk.Contact", on_delete=models.SET_NULL, related_name="+", null=True, blank=True, db_index=False
    )
    kind = models.CharField(max_length=4)
    automatic = models.CharField(max_length=20, default="person")  # channels.contracts' kinds of automatic mail
    channel = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)  # what the sender's clock said
    author = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    author_name = models.CharField(max_length=200, blank=True)
    author_address = models.CharField(max_length=320, blank=True)
    to = models.JSONField(default=list, blank=True)
    cc = models.JSONField(default=list, blank=True)
    bcc = models.JSONField(default=list, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    has_more = models.BooleanField(default=False)
    folded = models.CharField(max_length=10, blank=True)
    has_html = models.BooleanField(default=False)
    attachment_count = models.PositiveSmallIntegerField(default=0)
    received = models.OneToOneField(
        "channels.Received", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    outbound = models.OneToOneField(
        "channels.Outbound", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    delivery = models.CharField(max_length=10, blank=True)
    delivery_code = models.CharField(max_length=20, blank=True)
    delivery_text = models.CharField(max_length=500, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    notice = models.CharField(max_length=500, blank=True)
    notes = models.JSONField(default=list, blank=True)
    flags = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-at", "-id"], name="desk_message_timeline")]

    def __str__(self) -> str:
        return f"{self.kind} {self.author_name}: {self.body[:40]}"


class Attachment(models.Model):
    """A file that came or went with a message. One that the HTML shows by `cid:` has a content_id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(default=0)
    content_type = models.CharField(max_length=120, blank=True)
    content_id = models.CharField(max_length=255, blank=True)

    def __str__(self) -> str:
        return self.name
