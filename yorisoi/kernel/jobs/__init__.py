"""Work for later: functions by name, run once or more by a worker, kept in the database until they are done.

@jobs.job("desk.receive")
def receive(received_id: str) -> None: ...

jobs.enqueue("desk.receive", received_id=str(received.id))     # in the caller's transaction
"""

from yorisoi.kernel.jobs.enqueueing import enqueue
from yorisoi.kernel.jobs.immediate import at_once
from yorisoi.kernel.jobs.registry import UnknownJobError, job, names
from yorisoi.kernel.jobs.running import run_pending
from yorisoi.kernel.jobs.schedules import schedule
from yorisoi.kernel.jobs.worker import run_worker

__all__ = ["UnknownJobError", "at_once", "enqueue", "job", "names", "run_pending", "run_worker", "schedule"]
