"""The words of forms: what a field can be, what it stands for, what was filled in. No Django."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class FieldKind(StrEnum):
    """What may be written into a field, and how it is checked."""

    LINE = "line"
    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    SEVERAL = "several"
    CONSENT = "consent"
    FILE = "file"


class Meaning(StrEnum):
    """What the case takes from a field; each at most once in a form."""

    NONE = ""
    NAME = "name"
    EMAIL = "email"
    SUBJECT = "subject"
    BODY = "body"
    CUSTOMER_NUMBER = "customer_number"


# Which kinds of field a meaning may have; the others make no sense (a subject that is a file).
KINDS_OF_MEANING = {
    Meaning.NAME: (FieldKind.LINE,),
    Meaning.EMAIL: (FieldKind.EMAIL,),
    Meaning.SUBJECT: (FieldKind.LINE, FieldKind.CHOICE),
    Meaning.BODY: (FieldKind.TEXT,),
    Meaning.CUSTOMER_NUMBER: (FieldKind.LINE, FieldKind.NUMBER),
}


class Variant(StrEnum):
    """How a choice looks, or which files are taken."""

    NONE = ""
    RADIO = "radio"
    SELECT = "select"
    PICTURES = "pictures"
    DOCUMENTS = "documents"


class Languages(StrEnum):
    """In which languages customers may read a form."""

    JA = "ja"
    EN = "en"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A chosen file that is on disk already, so that it need not be chosen again. `size` in bytes."""

    name: str
    sha256: str
    size: int
    content_type: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one field holds. value: as kept (text, list, bool); shown: as people read it; e164 only for phones."""

    key: str
    kind: str
    meaning: str
    label: str
    value: Any
    shown: str
    e164: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled in rightly."""

    answers: tuple[Answer, ...]
    files: tuple[tuple[str, KeptFile], ...] = field(default=())

    def of(self, meaning: Meaning) -> str:
        """What stands in the field with this meaning; "" when there is none."""
        return next((each.shown for each in self.answers if each.meaning == meaning), "")


class TooOften(Exception):
    """More messages came from one address than the form takes in an hour."""
