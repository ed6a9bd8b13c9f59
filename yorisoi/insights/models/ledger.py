"""The one row whose lock makes writers of facts follow each other, and that tells how far they are."""

from django.db import models


class Ledger(models.Model):
    """Whoever writes facts locks this row before reading what they are made of, so that older never replaces newer.

    `followed_to` is the last case that catching up has followed; `complete_at` is when it came to the end.
    """

    written_at = models.DateTimeField(null=True)
    followed_to = models.UUIDField(null=True)
    complete_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"written {self.written_at}"
