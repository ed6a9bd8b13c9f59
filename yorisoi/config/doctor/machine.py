"""The parts every installation has: database, worker, disk, search index, clock."""

import shutil
from datetime import UTC, timedelta

from django.conf import settings
from django.db import connection

from yorisoi.config.doctor.findings import Finding
from yorisoi.kernel import clock, search
from yorisoi.kernel.models import Job, Worker
from yorisoi.kernel.models.job import JobState

SILENT_AFTER = timedelta(minutes=2)
LATE_AFTER = timedelta(minutes=5)
ROOM_LEFT = 1 << 30
SKEW = timedelta(seconds=5)


def database() -> Finding:
    """Does it answer?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding("database", True, f"{connection.vendor} answers")


def worker() -> Finding:
    """Has a worker been seen lately, and does nothing wait too long?"""
    now = clock.now()
    seen = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    if seen is None or now - seen > SILENT_AFTER:
        when = f"last seen {seen:%Y-%m-%d %H:%M} UTC" if seen else "none was ever seen"
        return Finding("worker", False, f"no worker is running ({when}): start `yorisoi serve` or `yorisoi worker`")
    late = Job.objects.filter(state=JobState.WAITING, run_at__lt=now - LATE_AFTER).count()
    dead = Job.objects.filter(state=JobState.DEAD).count()
    if late:
        return Finding("worker", False, f"{late} jobs wait longer than 5 minutes: start more workers")
    if dead:
        return Finding("worker", False, f"{dead} jobs have failed for good: see Settings, Jobs, and run them again")
    return Finding("worker", True, f"seen {max(0, int((now - seen).total_seconds()))} s ago; nothing waits")


def disk() -> Finding:
    """Is there room for mails?"""
    free = shutil.disk_usage(settings.DATA_DIR).free
    words = f"{free / 2**30:.1f} GiB free in the data folder"
    return Finding("disk", free > ROOM_LEFT, words if free > ROOM_LEFT else f"{words}: make room, mails need it")


def search_index() -> Finding:
    """Does the index find what it holds?"""
    health = search.health()
    if health.is_well:
        return Finding("search", True, f"{health.entries} entries; {health.looked_at} looked at, all found")
    broken = f"{health.unfound} not found, {health.stale} stale of {health.looked_at}; {', '.join(health.problems)}"
    return Finding("search", False, f"{broken}: run `yorisoi reindex`")


def clocks() -> Finding:
    """Do this machine and the database agree on the time?"""
    if connection.vendor != "postgresql":
        return Finding("clock", True, f"{clock.now():%Y-%m-%d %H:%M:%S} UTC on this machine (is that right?)")
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0].astimezone(UTC)
    skew = abs(theirs - clock.now())
    words = f"{skew.total_seconds():.1f} s between this machine and the database"
    return Finding("clock", skew < SKEW, words if skew < SKEW else f"{words}: set both by NTP")
