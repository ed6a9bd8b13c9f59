"""Leases that are renewed while their holder lives."""

import threading
from datetime import datetime, timedelta

import pytest

from yorisoi.kernel import clock, leases

pytestmark = pytest.mark.django_db(transaction=True)

SHORT = timedelta(seconds=0.2)


def test_a_lease_is_renewed_until_its_block_ends() -> None:
    ends: list[datetime] = []
    enough = threading.Event()

    def renew(until: datetime) -> bool:
        ends.append(until)
        if len(ends) == 6:  # longer than the lease itself
            enough.set()
        return True

    with leases.kept(renew, SHORT) as lease:
        assert enough.wait(30)
        assert lease.held
    assert ends == sorted(ends)
    assert ends[-1] <= clock.now() + SHORT
    renewed = len(ends)
    assert not any(thread.name == "lease" for thread in threading.enumerate())
    assert len(ends) == renewed


def test_a_lease_that_somebody_else_has_is_not_held() -> None:
    asked = threading.Event()

    def renew(_until: datetime) -> bool:
        asked.set()
        return False

    with leases.kept(renew, SHORT) as lease:
        assert asked.wait(30)
        for thread in [each for each in threading.enumerate() if each.name == "lease"]:
            thread.join(30)
        assert not lease.held


def test_a_lease_that_nobody_could_renew_ends_by_itself() -> None:
    lease = leases.Lease(timedelta(seconds=10))
    assert lease.held
    lease.begin(0.0)
    assert not lease.held
