"""The worker's threads: at once after the commit, in parallel, none twice, and in order at the end."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from yorisoi.kernel import jobs
from yorisoi.kernel.jobs import claiming, wake
from yorisoi.kernel.models import Job, JobState, Worker

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 20
NEVER = timedelta(hours=1)

type Work = Callable[[], None]


@pytest.fixture
def worker() -> Iterator[Work]:
    """Start a worker of two threads that would look for unannounced work only after an hour."""
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def start() -> None:
        threads.append(threading.Thread(target=jobs.run_worker, args=(stop,), kwargs={"poll": NEVER}))
        threads[-1].start()

    yield start
    stop.set()
    for thread in threads:
        thread.join(SECONDS)
        assert not thread.is_alive()
    assert not Worker.objects.exists(), "a worker that stops in order signs off"
    assert not Job.objects.filter(state=JobState.RUNNING).exists()


def test_a_commit_wakes_the_worker_at_once(worker: Work) -> None:
    ran = threading.Event()

    @jobs.job("test.ring")
    def ring() -> None:
        ran.set()

    idle = threading.Event()
    jobs.job("test.first")(idle.set)
    jobs.enqueue("test.first")
    worker()
    assert idle.wait(SECONDS)
    with transaction.atomic():
        jobs.enqueue("test.ring")
        assert not ran.is_set()
    assert ran.wait(SECONDS)


def test_two_threads_work_side_by_side_and_a_failure_ends_neither(worker: Work) -> None:
    both = threading.Barrier(2)
    met = threading.Semaphore(0)

    @jobs.job("test.meet")
    def meet() -> None:
        both.wait(SECONDS)
        met.release()
        raise SystemExit("not even this")

    jobs.enqueue("test.meet")
    jobs.enqueue("test.meet")
    worker()
    for _ in range(2):
        assert met.acquire(timeout=SECONDS)
    after = threading.Event()
    jobs.job("test.after")(after.set)
    jobs.enqueue("test.after")
    assert after.wait(SECONDS)


def test_stopping_finishes_what_runs_and_gives_back_what_does_not() -> None:
    begun, go_on, stop = threading.Event(), threading.Event(), threading.Event()

    @jobs.job("test.slow")
    def slow() -> None:
        begun.set()
        assert go_on.wait(SECONDS)

    ids = [jobs.enqueue("test.slow") for _ in range(5)]
    thread = threading.Thread(target=jobs.run_worker, args=(stop,), kwargs={"threads": 1, "poll": NEVER})
    thread.start()
    assert begun.wait(SECONDS)
    stop.set()
    go_on.set()
    thread.join(SECONDS)
    assert not thread.is_alive()
    done = set(Job.objects.filter(state=JobState.DONE).values_list("id", flat=True))
    assert ids[0] in done
    waiting = Job.objects.filter(state=JobState.WAITING)
    assert {job.id for job in waiting} == set(ids) - done
    assert {job.attempts for job in waiting} <= {0}


def test_a_busy_worker_leaves_waiting_jobs_to_others() -> None:
    begun, go_on, stop = threading.Event(), threading.Event(), threading.Event()

    @jobs.job("test.slow")
    def slow() -> None:
        begun.set()
        assert go_on.wait(SECONDS)

    for _ in range(3):
        jobs.enqueue("test.slow")
    thread = threading.Thread(target=jobs.run_worker, args=(stop,), kwargs={"threads": 1, "poll": NEVER})
    thread.start()
    try:
        assert begun.wait(SECONDS)
        given_back = threading.Event()
        for _ in range(SECONDS * 20):
            if Job.objects.filter(state=JobState.WAITING).count() == 2:
                given_back.set()
                break
            given_back.wait(0.05)
        assert given_back.is_set(), "after half a second the two behind a slow job are for anybody"
    finally:
        stop.set()
        go_on.set()
        thread.join(SECONDS)


def test_no_job_is_claimed_twice_by_workers_that_claim_at_once() -> None:
    jobs.job("test.once")(lambda: None)
    with transaction.atomic():
        ids = [jobs.enqueue("test.once") for _ in range(200)]
    begin = threading.Barrier(4)
    claimed: Counter[object] = Counter()

    def claim_all() -> None:
        begin.wait()
        worker = uuid4()
        misses = 0
        while misses < 3:  # SKIP LOCKED may find all that is left in others' hands
            batch = claiming.claim(worker, most=7)
            misses = 0 if batch else misses + 1
            claimed.update(job.id for job in batch)
        connection.close()

    threads = [threading.Thread(target=claim_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(claimed) == set(ids)
    assert set(claimed.values()) == {1}


def test_a_key_enqueued_in_an_open_transaction_holds_its_job_back_until_the_commit() -> None:
    """Or the job would run before what the transaction writes can be seen, and nobody would run it after."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nothing can begin while a transaction writes")
    jobs.job("test.refresh")(lambda: None)
    first = jobs.enqueue("test.refresh", unique_key="k")
    seen: list[object] = []

    def claim_elsewhere() -> None:
        seen.append([job.id for job in claiming.claim(uuid4())])
        connection.close()

    def try_it() -> None:
        thread = threading.Thread(target=claim_elsewhere)
        thread.start()
        thread.join()

    with transaction.atomic():
        assert jobs.enqueue("test.refresh", unique_key="k") == first
        try_it()
    try_it()
    assert seen == [[], [first]]


@pytest.mark.real
def test_another_process_is_woken_through_redis(redis_url: str) -> None:
    stop = threading.Event()
    listener = threading.Thread(target=wake.listen, args=(stop,))
    before = wake.bell.rings
    listener.start()
    try:
        wake.bell.wait(before, SECONDS)  # it rings once when it begins to listen
        rings = wake.bell.rings
        assert rings > before
        wake.announce()
        wake.bell.wait(rings, SECONDS)
        assert wake.bell.rings > rings
    finally:
        stop.set()
        listener.join(SECONDS)
    assert not listener.is_alive()


def test_a_redis_that_is_away_stops_nobody(settings: object) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # type: ignore[attr-defined]
    jobs.job("test.nothing")(lambda: None)
    rings = wake.bell.rings
    jobs.enqueue("test.nothing")
    assert wake.bell.rings == rings + 1
    assert jobs.run_pending() == 1
