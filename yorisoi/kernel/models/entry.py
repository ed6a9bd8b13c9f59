"""What the search finds: one row an object of any kind."""

import zlib
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _TokensField = models.Field[list[str], list[str]]
else:
    _TokensField = models.Field


class TokensField(_TokensField):
    """A set of search tokens: a `tsvector` on PostgreSQL, the tokens with spaces between on SQLite."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Tokens hold letters, digits and underscores only (kernel.text): quotes around them are all they need."""
        if prepared:
            return value
        return " ".join(f"'{token}'" for token in value) if connection.vendor == "postgresql" else " ".join(value)

    def from_db_value(self, value: str | None, _expression: Any, _connection: BaseDatabaseWrapper) -> list[str]:
        return [token.strip("'") for token in (value or "").split()]


class Entry(models.Model):
    """An object as the search knows it. No foreign keys: kinds belong to the capabilities above.

    `id` counts up with `at` (seconds since 1970, then 16 bits that tell entries of one second apart), so that newest
    first is the order of the primary key, which is the rowid of SQLite's FTS5. `text` is the title, a line end and the
    body, compressed. Rows are replaced, never changed: see `kernel.search.filing`.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    brand_id = models.UUIDField()
    at = models.DateTimeField()
    tokens = TokensField()
    text = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="entry_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

    def words(self) -> tuple[str, str]:
        """Title and body as they were given."""
        return unpacked(bytes(self.text))


def packed(title: str, body: str) -> bytes:
    """A title (its white space evened) and a body as `Entry.text` keeps them."""
    return zlib.compress(f"{' '.join(title.split())}\n{body}".encode(errors="replace"), level=1)


def unpacked(text: bytes) -> tuple[str, str]:
    """What `packed` packed."""
    title, _line, body = zlib.decompress(text).decode().partition("\n")
    return title, body
