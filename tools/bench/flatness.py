"""What a mail costs when few are stored, and when many are."""

import statistics
import time
from collections.abc import Iterator
from itertools import batched

import psutil

from tools.bench.corpus import HERE, real_mails
from tools.bench.multiplying import multiply

SEED, GROUP = 1024, 64


def measured(stored: int) -> Iterator[list[str]]:
    """A row for some thousand stored mails and one for so many: stored by eights, read and put on cases by the batch.

    The mails that are measured are the same each time, of people who have written before. The last column is the median
    over groups of mails, each against itself, so that a moment's noise of the machine does not decide.
    """
    from yorisoi.channels.models import Received

    _take("seed")
    few, first = Received.objects.count(), _take("first")
    yield [f"{few:,}", f"{1000 * statistics.mean(first):.2f}", "1"]
    started = time.perf_counter()
    multiply(max(1, stored // Received.objects.count()))
    took = time.perf_counter() - started
    _take("warm")  # the first mails after a bulk load read its pages for everybody
    many, again = Received.objects.count(), _take("again")
    times = statistics.median(later / before for before, later in zip(first, again, strict=True))
    yield [f"{many:,} (made in {took:.0f} s)", f"{1000 * statistics.mean(again):.2f}", f"{times:.2f}"]


def _take(sign: str) -> list[float]:
    """CPU seconds a mail from raw bytes to the committed case, for one group of mails after the other."""
    from yorisoi.channels.actions import Arrival, store_all
    from yorisoi.channels.email.envelope import peek
    from yorisoi.channels.models import Mailbox
    from yorisoi.kernel import jobs

    mailbox = Mailbox.objects.get(address=HERE)
    costs = []
    for group in batched(real_mails(SEED, sign), GROUP):
        arrivals = []
        for raw in group:
            peeked = peek(raw)
            arrivals.append(
                Arrival(mailbox.pk, mailbox.brand_id, "email", raw, peeked.message_id, peeked.body_digest, "lmtp")
            )
        before = _cpu()
        for some in batched(arrivals, 8):
            store_all(some)
        jobs.run_pending()
        costs.append((_cpu() - before) / len(group))
    return costs


def _cpu() -> float:
    """Of this process and, on PostgreSQL of the same machine, of the server process that works for it."""
    from django.db import connection

    cpu = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        cpu += float(sum(psutil.Process(pid).cpu_times()[:2]))
    return cpu
