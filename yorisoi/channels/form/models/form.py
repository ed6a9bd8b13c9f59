"""A web form through which customers of a brand write to us."""

from django.db import models

from yorisoi.kernel.ids import uuid7

from ..contracts import Languages

HOURLY = 20
MOST_FILES = 5
MEGABYTES = 30
ACKNOWLEDGEMENTS = 3
SECONDS = 3


class Form(models.Model):
    """`slug` stands in its address. `mailbox`: its own, of kind `form`: what comes in belongs to it, and queues are fed
    from it. `reply_mailbox`: the mail address from which answers leave.

    `origins`: the sites that may show it in a frame (https://shop.example). `hourly_limit`: messages taken from one
    network address within an hour. `most_files`: in one field; `most_megabytes`: of all files of a message together.
    `acknowledgement_limit`: automatic mails to one address a day. `least_seconds`: who is faster has to press again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    mailbox = models.OneToOneField("channels.Mailbox", on_delete=models.PROTECT, related_name="+")
    reply_mailbox = models.ForeignKey(
        "channels.Mailbox", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=50, unique=True)
    languages = models.CharField(max_length=4, default=Languages.JA.value)
    title_ja = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=120, blank=True)
    intro_ja = models.TextField(blank=True)
    intro_en = models.TextField(blank=True)
    thanks_ja = models.TextField(blank=True)
    thanks_en = models.TextField(blank=True)
    active = models.BooleanField(default=True)
    confirms = models.BooleanField(default=True)
    acknowledges = models.BooleanField(default=False)
    origins = models.JSONField(default=list)
    hourly_limit = models.PositiveIntegerField(default=HOURLY)
    most_files = models.PositiveSmallIntegerField(default=MOST_FILES)
    most_megabytes = models.PositiveSmallIntegerField(default=MEGABYTES)
    acknowledgement_limit = models.PositiveSmallIntegerField(default=ACKNOWLEDGEMENTS)
    least_seconds = models.PositiveSmallIntegerField(default=SECONDS)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.slug

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages it is offered in, the first one first."""
        return ("ja", "en") if self.languages == Languages.BOTH else (self.languages,)

    def says(self, what: str, language: str) -> str:
        """Title, intro or thanks in a language, or in the one that it has."""
        return str(getattr(self, f"{what}_{language}") or getattr(self, f"{what}_ja") or getattr(self, f"{what}_en"))
