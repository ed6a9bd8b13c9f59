"""The parts every installation has: database, worker, jobs, disk, search index, clock."""

import shutil
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yorisoi.config.doctor.findings import Part, State
from yorisoi.kernel import clock, search
from yorisoi.kernel.jobs import queries as jobs
from yorisoi.kernel.models import AuditEntry, Job, JobState

LATE_AFTER = timedelta(minutes=5)
ROOM_LEFT = 1 << 30  # bytes
SKEW = timedelta(seconds=5)


def database() -> State:
    """Does it answer?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, _("%(vendor)s answers.") % {"vendor": connection.display_name}


def tables() -> State:
    """Are the tables those of this version?"""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        words = _("%(n)s changes of this version are missing in the database: run `yorisoi migrate`.")
        return False, words % {"n": len(missing)}
    return True, _("They are those of this version.")


def worker() -> State:
    """Has a worker been seen lately, and does nothing wait too long?"""
    workers = jobs.heartbeats()
    if not workers:
        return False, _("No worker is running: start `yorisoi serve` or `yorisoi worker`. Jobs wait, nothing is lost.")
    if not workers[0].alive:
        words = _("No worker since %(when)s: start `yorisoi serve` or `yorisoi worker`. Jobs wait, nothing is lost.")
        return False, words % {"when": in_zone(workers[0].seen_at)}
    since = jobs.waiting_since()
    if since and clock.now() - since > LATE_AFTER:
        return False, _("Jobs wait since %(when)s: start more workers.") % {"when": in_zone(since)}
    alive = sum(each.alive for each in workers)
    return True, _("%(n)s running; no job waits longer than 5 minutes.") % {"n": alive}


def failed_jobs() -> State:
    """Has something failed for good?"""
    dead = Job.objects.filter(state=JobState.DEAD).count()
    if dead:
        words = _("%(n)s jobs have failed for good: look at them in Settings, Background jobs, and run them again.")
        return False, words % {"n": dead}
    return True, _("None has failed for good.")


def disk() -> State:
    """Is there room for mails?"""
    free = shutil.disk_usage(settings.DATA_DIR).free
    place = {"size": f"{free / 2**30:.1f} GiB", "folder": settings.DATA_DIR}
    if free < ROOM_LEFT:
        return False, _("Only %(size)s are free in %(folder)s: make room, mails need it.") % place
    return True, _("%(size)s are free in %(folder)s.") % place


def search_index() -> State:
    """Does the index find what it holds?"""
    health = search.health()
    if health.is_well:
        words = _("%(entries)s entries; %(looked_at)s looked at, all found.")
        return True, words % {"entries": health.entries, "looked_at": health.looked_at}
    if health.problems:
        return False, _("%(problems)s: run `yorisoi reindex`.") % {"problems": "; ".join(health.problems)}
    words = _("Of %(looked_at)s entries %(unfound)s are not found, %(stale)s are stale: run `yorisoi reindex`.")
    return False, words % {"looked_at": health.looked_at, "unfound": health.unfound, "stale": health.stale}


def clocks() -> State:
    """Do this machine, the database and what was written so far agree on the time?"""
    here = clock.now()
    written = AuditEntry.objects.order_by("-id").values_list("at", flat=True).first()
    if written and written - here > SKEW:
        words = _("It is %(here)s here, but something was written at %(written)s: set the clock (NTP).")
        return False, words % {"here": in_zone(here), "written": in_zone(written)}
    skew = abs(_database_time() - clock.now())
    if skew > SKEW:
        words = _("This machine and the database are %(n)s seconds apart: set both clocks (NTP).")
        return False, words % {"n": int(skew.total_seconds())}
    return True, _("It is %(here)s here; database and audit trail agree.") % {"here": in_zone(here)}


def in_zone(moment: datetime) -> str:
    """A moment in the organisation's zone, with the zone's name."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S %Z}"


def _database_time() -> datetime:
    if connection.vendor != "postgresql":  # a file: its machine is this one
        return clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment.astimezone(UTC)


QUICK = (
    Part("database", gettext_lazy("Database"), database),
    Part("worker", gettext_lazy("Worker"), worker),
    Part("disk", gettext_lazy("Disk"), disk),
)
THOROUGH = (
    Part("tables", gettext_lazy("Tables"), tables),
    Part("jobs", gettext_lazy("Background jobs"), failed_jobs),
    Part("search", gettext_lazy("Search index"), search_index),
    Part("clock", gettext_lazy("Clock"), clocks),
)
