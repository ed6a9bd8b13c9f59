"""What was found in a received message, kept so that it is parsed once."""

from django.db import models


class Reading(models.Model):
    """`html` is sanitised; its own pictures stand there as `cid:<place>`, the `remote_images` on other servers as
    `remote:https://…`.

    `tokens`: texts in which a token of ours may stand. `headers`: those of interest, decoded. `notes`: contracts.Note
    as stored; in rows of old, English sentences. `folded`: what `body_new` leaves out (contracts.Folded).
    """

    received = models.OneToOneField(
        "channels.Received", primary_key=True, on_delete=models.CASCADE, related_name="reading"
    )
    subject = models.TextField(blank=True)
    from_address = models.CharField(max_length=320, blank=True)
    from_name = models.TextField(blank=True)
    reply_to = models.JSONField(default=list)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    in_reply_to = models.TextField(blank=True)
    references = models.JSONField(default=list)
    tokens = models.JSONField(default=list)
    sent_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    body_new = models.TextField(blank=True)
    folded = models.CharField(max_length=10, blank=True)
    html = models.TextField(blank=True)
    remote_images = models.PositiveIntegerField(default=0)
    automatic = models.CharField(max_length=20)
    bounce = models.JSONField(default=dict)
    headers = models.JSONField(default=dict)
    flags = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    parsed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject


class ReadingFile(models.Model):
    """An attachment, in its place in the message."""

    reading = models.ForeignKey("channels.Reading", on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    name = models.TextField()
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=255)
    content_id = models.TextField(blank=True)
    inline = models.BooleanField(default=False)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["reading", "place"], name="channels_reading_file_place")]

    def __str__(self) -> str:
        return self.name
