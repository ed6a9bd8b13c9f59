"""A row of the index on its way to or from the database."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Row(NamedTuple):
    """The columns of `Entry`, in their order; `text` is packed (kernel.models.entry)."""

    id: int
    kind: str
    object_id: UUID
    brand_id: UUID
    at: datetime
    tokens: list[str]
    text: bytes
