"""What the search finds: a case by number, subject and customer, a message by its text and its files' names."""

from collections.abc import Iterable
from itertools import islice
from typing import Protocol

from yorisoi.desk.models import Case, Message
from yorisoi.kernel import search
from yorisoi.kernel.text import search_terms

MOST_CHARACTERS = 20_000
MOST_NAMES = 100


def index_case(case: Case) -> None:
    """(Re)index a case; call when its subject or customer changed."""
    search.file(case_document(case))


def index_message(case: Case, message: Message, names: Iterable[str] = (), *, with_case: bool = False) -> None:
    """Index a message or note with the names of its files, and the case with it when that is new."""
    search.file(message_document(case, message, names))
    if with_case:
        index_case(case)


def message_document(
    case: Case, message: Message, names: Iterable[str] = (), terms: search.Terms | None = None
) -> search.Document:
    """A message as it is filed; `names` of its files; `terms`: its words, where they are at hand."""
    return search.Document("message", message.id, case.brand_id, *message_words(message, names), message.at, terms)


def case_document(case: Case) -> search.Document:
    """A case as it is filed."""
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


def message_words(message: Written, names: Iterable[str] = ()) -> tuple[str, str]:
    """Title and text of a message as indexed; `names`: of the files one sees with it."""
    return "", _text(message.author_name, message.author_address, message.body, names)


def message_terms(author_name: str, author_address: str, body: str, names: Iterable[str] = ()) -> search.Terms:
    """The words of a message to be, made while nothing is locked, for that takes longer than all the rest."""
    return search.Terms([], search_terms(_text(author_name, author_address, body, names)))


def _text(author_name: str, author_address: str, body: str, names: Iterable[str]) -> str:
    return "\n".join([f"{author_name} {author_address}", body[:MOST_CHARACTERS], *islice(names, MOST_NAMES)])
