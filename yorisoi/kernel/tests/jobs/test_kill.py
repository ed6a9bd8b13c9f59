"""kill -9 in the middle of a job, in real processes: another worker does it, nothing is lost."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any

import pytest
from django.conf import settings
from django.db import connection

from yorisoi.kernel import jobs
from yorisoi.kernel.models import Job, JobState, Worker
from yorisoi.kernel.tests.jobs import process_jobs

type Start = Callable[[str, float], "Process"]


class Process:
    """A worker process and what it says, line by line."""

    def __init__(self, name: str, lease: float) -> None:
        words = json.dumps([name, lease, configuration()])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "yorisoi.kernel.tests.jobs.worker_process", words],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.name = name

    def line(self) -> str:
        """The next line without the worker's name; waits for it."""
        output: IO[str] | None = self.process.stdout
        assert output is not None
        return output.readline().removeprefix(f"{self.name} ").strip()


def configuration() -> dict[str, Any]:
    """What another process needs to reach the test database as we do."""
    ours = connection.settings_dict
    names = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    return {
        "DATABASES": {"default": {name: ours[name] for name in names}},
        "TASKS": settings.TASKS,
        "SECRET_KEY": settings.SECRET_KEY,
        "TIME_ZONE": settings.TIME_ZONE,
        "REDIS_URL": "",
    }


@pytest.fixture
def start(transactional_db: None) -> Iterator[Start]:
    """Start a worker process on the test database; whatever still runs is killed in the end."""
    process_jobs.register("test")
    started: list[Process] = []

    def begin(name: str, lease: float) -> Process:
        started.append(Process(name, lease))
        assert started[-1].line() == "ready"
        return started[-1]

    yield begin
    for each in started:
        each.process.kill()
        each.process.communicate()


def test_the_job_of_a_killed_worker_is_done_by_another(start: Start) -> None:
    hanging = jobs.enqueue("test.hang")
    waiting = [jobs.enqueue("test.quick", number=number) for number in range(3)]
    doomed = start("doomed", 0.5)
    assert doomed.line() == "begins"
    doomed.process.kill()
    doomed.process.wait()
    assert Job.objects.get(id=hanging).state == JobState.RUNNING

    heir = start("heir", 0.5)
    said = [heir.line() for _ in range(5)]
    assert sorted(said) == ["begins", "ends", "quick 0", "quick 1", "quick 2"]
    heir.process.terminate()
    assert heir.line() == "stopped"
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert Job.objects.get(id=hanging).lost == 1
    assert Job.objects.filter(id__in=waiting).count() == 3


def test_a_stopped_worker_finishes_its_job_however_long_and_nobody_takes_it_over(start: Start) -> None:
    job_id = jobs.enqueue("test.long", seconds=2.0)
    old = start("old", 0.5)
    assert old.line() == "begins"
    new = start("new", 0.5)
    old.process.terminate()
    assert [old.line(), old.line()] == ["ends", "stopped"]
    assert old.process.wait() == 0
    new.process.terminate()
    assert new.line() == "stopped", "the long job outlived four leases without being run twice"
    job = Job.objects.get(id=job_id)
    assert (job.state, job.attempts, job.lost) == (JobState.DONE, 1, 0)
    assert not Worker.objects.exists()
