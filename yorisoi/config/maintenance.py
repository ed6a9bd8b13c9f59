"""`yorisoi reindex` and `yorisoi recount`: the search index and the numbers from the rows themselves."""

from collections.abc import Iterator

from django.db.models import Prefetch

from yorisoi.customers import indexing as customers
from yorisoi.customers.models import Customer
from yorisoi.desk.actions import indexing as desk
from yorisoi.desk.models import Attachment, Case, Message
from yorisoi.insights import actions as insights
from yorisoi.kernel import search
from yorisoi.kernel.search import Document

CHUNK = 1000


def cases() -> Iterator[Document]:
    """Every case."""
    for case in Case.objects.iterator(CHUNK):
        yield desk.case_document(case)


def messages() -> Iterator[Document]:
    """Every message and note."""
    shown = Prefetch("attachments", Attachment.objects.filter(content_id=""))
    for message in Message.objects.select_related("case").prefetch_related(shown).iterator(CHUNK):
        yield desk.message_document(message.case, message, [file.name for file in message.attachments.all()])


def people() -> Iterator[Document]:
    """Every customer."""
    for customer in Customer.objects.prefetch_related("identities").iterator(CHUNK):
        yield customers.document(customer)


def reindex() -> int:
    """Make the index equal to the rows; what is right already is not touched."""
    for kind, documents in (("case", cases()), ("message", messages()), ("customer", people())):
        written, removed = search.rebuild(kind, documents)
        print(f"{kind}: {written} filed anew, {removed} removed")
    return 0


def recount() -> int:
    """Read every case again; facts that are right already are not touched, sums are made from nothing."""
    cases, sums = insights.rebuild()
    print(f"{cases} cases read, {sums} sums made")
    return 0
