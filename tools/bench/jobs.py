"""bin/bench jobs: jobs a second on SQLite and PostgreSQL, and what a live event costs with a thousand open streams.

    bin/bench jobs [--postgres postgresql:///name?host=/folder] [--jobs 10000] [--clients 1000]

The jobs do nothing: what is measured is the queue. Streams are served by a process of their own, whose CPU is counted;
the clients are raw sockets in this one.
"""

import argparse
import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from tools.bench.measuring import machine, table
from tools.services import free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
TOPIC = "inbox:bench"
BROADCASTS = 10


def measured(act: Callable[[], None], count: int) -> tuple[float, float]:
    """How many a second, and microseconds of this process's CPU for each."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return count / (time.perf_counter() - wall), (time.process_time() - cpu) / count * 1e6


def measure_jobs(count: int) -> list[str]:
    """One row: enqueue each in a transaction of its own, enqueue all in one, run all with two threads."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from yorisoi.kernel import jobs
    from yorisoi.kernel.models import Job

    call_command("migrate", "kernel", verbosity=0)
    left = threading.Semaphore(0)

    @jobs.job("bench.nothing")
    def nothing(number: int) -> None:
        left.release(int(number >= 0))

    def enqueue() -> None:
        for number in range(count):
            jobs.enqueue("bench.nothing", number=number)

    def enqueue_together() -> None:
        with transaction.atomic():
            enqueue()

    def run() -> None:
        stop = threading.Event()
        worker = threading.Thread(target=jobs.run_worker, args=(stop,))
        worker.start()
        for _ in range(2 * count):
            left.acquire()
        stop.set()
        worker.join()

    Job.objects.filter(name="bench.nothing").delete()
    figures = [measured(enqueue, count), measured(enqueue_together, count), measured(run, 2 * count)]
    Job.objects.filter(name="bench.nothing").delete()
    return [connection.vendor, *(f"{rate:,.0f}/s, {cpu:.0f} µs" for rate, cpu in figures)]


def serve(port: int) -> None:
    """A server with only the live routes; everybody is let in, and /bench/… tells and counts."""
    import django

    django.setup()
    import psutil
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    from yorisoi.kernel import live
    from yorisoi.kernel.asgi import routes
    from yorisoi.kernel.live import authority
    from yorisoi.kernel.live.hub import hub

    def everybody(session_key: str, topics: Iterable[str]) -> tuple[str, frozenset[str]]:
        return session_key, frozenset(topics)

    async def usage(_request: Request) -> JSONResponse:
        return JSONResponse({"cpu": time.process_time(), "rss": psutil.Process().memory_info().rss})

    async def tell(_request: Request) -> JSONResponse:
        hub.publish(TOPIC, str(time.perf_counter()))
        return JSONResponse({})

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await live.startup()
        yield
        await live.shutdown()

    authority.admitted = everybody
    more = [Route("/bench/usage", usage), Route("/bench/tell", tell)]
    app = Starlette(routes=[*routes, *more], lifespan=lifespan)
    uvicorn.run(app, port=port, log_level="warning", backlog=4096)


async def listen(port: int, number: int, ready: asyncio.Semaphore, delays: list[float]) -> None:
    """One raw stream: notes how long each event took to come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET /live?topics={TOPIC} HTTP/1.1\r\nHost: bench\r\nCookie: sessionid=client-{number}\r\n\r\n"
    writer.write(request.encode())
    async for line in reader:
        if line.startswith(b"event: hello"):
            ready.release()
        elif line.startswith(b'data: {"topic"'):
            delays.append(time.perf_counter() - float(json.loads(line[6:])["id"]))
            if len(delays) % BROADCASTS == 0:
                ready.release()


async def measure_streams(port: int, clients: int) -> list[str]:
    """One row: delay, server CPU a delivery, memory a connection."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as control:
        empty = (await control.get("/bench/usage")).json()
        ready, delays = asyncio.Semaphore(0), list[list[float]]()
        tasks = []
        for number in range(clients):
            delays.append([])
            tasks.append(asyncio.create_task(listen(port, number, ready, delays[-1])))
        for _ in range(clients):
            await ready.acquire()
        full = (await control.get("/bench/usage")).json()
        for _ in range(BROADCASTS):
            await control.get("/bench/tell")
            await asyncio.sleep(0.2)
        for _ in range(clients):
            await ready.acquire()
        told = (await control.get("/bench/usage")).json()
        for task in tasks:
            task.cancel()
    every = [1000 * delay for each in delays for delay in each]
    cuts = statistics.quantiles(every, n=20)
    return [
        f"{clients:,}",
        f"{len(every):,}",
        f"{statistics.median(every):.0f} / {cuts[18]:.0f} ms",
        f"{(told['cpu'] - full['cpu']) / len(every) * 1e6:.0f} µs",
        f"{(full['rss'] - empty['rss']) / clients / 1024:.0f} KB",
    ]


def in_a_process(words: list[str], environment: dict[str, str]) -> "subprocess.Popen[str]":
    """This script again, with settings of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tools.bench.jobs", *words],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "yorisoi.config.settings", **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def report(options: argparse.Namespace) -> None:
    """Both tables."""
    with tempfile.TemporaryDirectory(prefix="yorisoi-bench-") as folder:
        apart = {"YORISOI_DATA_DIR": folder, "YORISOI_LOG": "WARNING", "REDIS_URL": ""}
        rows = []
        for address in (f"sqlite:///{folder}/bench.sqlite3", options.postgres):
            if address:
                process = in_a_process(["--measure", str(options.jobs)], {**apart, "DATABASE_URL": address})
                rows.append(json.loads(process.communicate()[0].splitlines()[-1]))
        port = free_port()
        server = in_a_process(["--serve", str(port)], apart)
        try:
            wait_until(lambda: httpx.get(f"http://127.0.0.1:{port}/bench/usage").status_code == 200, 60)
            streams = asyncio.run(measure_streams(port, options.clients))
        finally:
            server.terminate()
            server.wait(30)
    print(f"{machine()}\n")
    print(table(["jobs on", "enqueue, a commit each", "enqueue, one commit", "run, two threads"], rows))
    print()
    print(table(["streams", "deliveries", "delay p50 / p95", "server CPU a delivery", "memory a stream"], [streams]))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", default="", help="a PostgreSQL database that may be written to")
    parser.add_argument("--jobs", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--measure", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--serve", type=int, default=0, help=argparse.SUPPRESS)
    options: Any = parser.parse_args()
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if options.measure:
        print(json.dumps(measure_jobs(options.measure)))
    elif options.serve:
        serve(options.serve)
    else:
        report(options)


if __name__ == "__main__":
    main()
