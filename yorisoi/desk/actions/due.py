"""Until when the customer is to be answered: set by what they write, ended by an answer or a closure."""

from datetime import datetime

from yorisoi.desk.models import Case, Queue
from yorisoi.desk.queries import hours_of


def await_answer(case: Case, queue: Queue | None, at: datetime) -> None:
    """The customer wrote at this moment; the oldest message without an answer counts. Queues may have no target."""
    if case.due_at is None and queue is not None and queue.answer_within is not None:
        case.due_at = hours_of(case.brand_id).add_business_seconds(at, queue.answer_within * 3600)


def no_longer_due(case: Case) -> None:
    """Answered, or closed."""
    case.due_at = None
