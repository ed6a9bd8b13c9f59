"""Its part of the fixed cast: a queue, a topic, and 山田's case about a parcel that did not come."""

from uuid import UUID

import pytest

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import actions
from yorisoi.desk.models import Case, Message, Queue, Tag, Topic
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand

__all__ = ["Case", "Message", "Queue", "Topic", "case_of", "make_queue", "make_tag", "make_topic", "received_case"]


def make_queue(brand: Brand, name: str, **fields: object) -> Queue:
    """A queue of the brand."""
    return Queue.objects.create(brand=brand, name=name, **fields)


def make_topic(brand: Brand, name: str, parent: Topic | None = None, *, needs_record: bool = False) -> Topic:
    """A topic of the brand."""
    return Topic.objects.get(
        id=actions.create_topic(
            actor=SYSTEM,
            brand_id=brand.id,
            name=name,
            parent_id=parent.id if parent else None,
            needs_record=needs_record,
        )
    )


def make_tag(brand: Brand, name: str) -> Tag:
    """A tag of the brand."""
    return Tag.objects.get(id=actions.create_tag(actor=SYSTEM, brand_id=brand.id, name=name))


def received_case(mailbox: Mailbox, **fields: object) -> Case:
    """The case that a mail with these fields (see channels.testing.mail) comes to."""
    return case_of(actions.receive(received_id=arrive(mailbox, mail(**fields))))  # type: ignore[arg-type]


def case_of(message_id: UUID) -> Case:
    """The case of a message."""
    return Case.objects.get(id=Message.objects.values_list("case_id", flat=True).get(id=message_id))


@pytest.fixture
def queue(brand: Brand) -> Queue:
    """お問い合わせ, the first queue of `brand`."""
    return make_queue(brand, "お問い合わせ", order=1)


@pytest.fixture
def topic(brand: Brand) -> Topic:
    """配送, a topic of `brand`."""
    return make_topic(brand, "配送")


@pytest.fixture
def case(mailbox: Mailbox, queue: Queue) -> Case:
    """山田's new case in `queue`: 届かない."""
    return received_case(mailbox)


@pytest.fixture
def other_case(other_mailbox: Mailbox) -> Case:
    """小川's case of `other_brand`."""
    return received_case(
        other_mailbox, sender="小川 次郎 <ogawa@example.com>", to="support@momiji.example", message_id="o1@example.com"
    )
