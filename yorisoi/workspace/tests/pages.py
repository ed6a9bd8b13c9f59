"""What tests of pages share: a request four ways."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import Client
from django.urls import reverse

from yorisoi.kernel import slots
from yorisoi.kernel.slots import BrandQueue, QueueSource
from yorisoi.workspace.testing import Staff, client_of


@contextmanager
def queues_offered(*queues: BrandQueue) -> Iterator[None]:
    """Within the block there are these queues as well, as if a higher capability had them."""
    source = QueueSource(lambda brand_ids: [queue for queue in queues if queue.brand_id in brand_ids])
    with slots.offered("access.queue", source):
        yield


def status(staff: Staff | None, method: str, name: str, data: dict[str, object] | None = None, **kwargs: object) -> int:
    """The status somebody (None: a stranger) gets for a request to a named page."""
    client = client_of(staff) if staff else Client()
    return int(getattr(client, method)(reverse(name, kwargs=kwargs or None), data or {}).status_code)


def text_of(staff: Staff, name: str, query: str = "", **kwargs: object) -> str:
    """A page's HTML."""
    response = client_of(staff).get(reverse(name, kwargs=kwargs or None) + query)
    assert response.status_code == 200
    return str(response.content.decode())
