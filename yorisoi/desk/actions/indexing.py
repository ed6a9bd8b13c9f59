"""What the search finds: a case by its number, subject and customer, a message by its text."""

from typing import Protocol

from yorisoi.desk.models import Case, Message
from yorisoi.kernel import search

MOST_CHARACTERS = 20_000


def index_case(case: Case) -> None:
    """(Re)index a case; call when its subject or customer changed."""
    search.file(_case_document(case))


def index_message(case: Case, message: Message, *, with_case: bool = False) -> None:
    """Index a message or note, and the case with it when that is new."""
    search.file(search.Document("message", message.id, case.brand_id, *message_words(message), message.at))
    if with_case:
        index_case(case)


def _case_document(case: Case) -> search.Document:
    return search.Document("case", case.id, case.brand_id, *case_words(case), case.opened_at)


def case_words(case: Case) -> tuple[str, str]:
    """Title and text of a case as indexed."""
    return case.subject, f"{case.number} {case.customer_name} {case.customer_reading}".strip()


class Written(Protocol):
    """What of a message is indexed."""

    @property
    def author_name(self) -> str: ...
    @property
    def author_address(self) -> str: ...
    @property
    def body(self) -> str: ...


def message_words(message: Written) -> tuple[str, str]:
    """Title and text of a message as indexed."""
    return "", f"{message.author_name} {message.author_address}\n{message.body[:MOST_CHARACTERS]}"
