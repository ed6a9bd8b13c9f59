"""Cases from before insights counted, or all of them anew."""

from django.db import transaction

from yorisoi.desk import public as desk
from yorisoi.insights.actions.follow import follow
from yorisoi.insights.actions.ledger import lock
from yorisoi.insights.actions.summing import rebuild_roll_ups
from yorisoi.insights.models import Ledger
from yorisoi.kernel import clock

TOGETHER = 500


def catch_up(*, anew: bool = False) -> int:
    """Follow every case that catching up has not come to yet, a batch a transaction; how many. Goes on where it was
    broken off. anew: all of them once more."""
    if anew:
        with transaction.atomic():
            lock()
            Ledger.objects.filter(id=1).update(followed_to=None, complete_at=None)
    done = 0
    while some := _next():
        done += some
    return done


@transaction.atomic
def _next() -> int:
    ledger = lock()
    if ledger.complete_at is not None:
        return 0
    ids = desk.case_ids_after(ledger.followed_to, TOGETHER)
    if ids:
        follow(case_ids=ids)
        Ledger.objects.filter(id=1).update(followed_to=ids[-1])
    else:
        Ledger.objects.filter(id=1).update(complete_at=clock.now())
    return len(ids)


def rebuild() -> tuple[int, int]:
    """Read every case again and make all sums anew; how many cases and how many sums."""
    return catch_up(anew=True), rebuild_roll_ups()
