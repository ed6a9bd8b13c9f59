"""A worker in a process of its own, for tests that kill it. Its name, lease in seconds and settings come as JSON.

It has no app but the kernel, so that it starts quickly, and says on standard output what happens.
"""

import json
import signal
import sys
import threading
from datetime import timedelta
from typing import Any

import django
from django.conf import settings


def main(name: str, lease: float, configuration: dict[str, Any]) -> None:
    settings.configure(**configuration, INSTALLED_APPS=["yorisoi.kernel"], USE_TZ=True)
    django.setup()
    from yorisoi.kernel import jobs
    from yorisoi.kernel.tests.jobs import process_jobs

    process_jobs.register(name)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    process_jobs.say(name, "ready")
    jobs.run_worker(stop, threads=1, lease=timedelta(seconds=lease), poll=timedelta(milliseconds=50))
    process_jobs.say(name, "stopped")


if __name__ == "__main__":
    main(*json.loads(sys.argv[1]))
