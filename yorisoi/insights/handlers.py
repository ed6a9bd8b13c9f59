"""What insights does when the desk tells it something: it only enqueues."""

from collections.abc import Sequence
from itertools import batched
from uuid import UUID

from yorisoi.desk.events import CaseChanged
from yorisoi.kernel import jobs, unit
from yorisoi.kernel.events import subscribe

_IN_ONE_JOB = 100


@subscribe(CaseChanged)
def read_again(event: CaseChanged) -> None:
    """Something of a case changed. However much of it changes in one transaction, it is read once."""
    unit.at_end(_enqueue, event.case_id)


def _enqueue(case_ids: Sequence[UUID]) -> None:
    for some in batched(dict.fromkeys(case_ids), _IN_ONE_JOB):
        jobs.enqueue("insights.follow", case_ids=",".join(each.hex for each in some))
