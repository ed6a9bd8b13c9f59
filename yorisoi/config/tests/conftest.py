"""Real parts for config's tests: the commands as processes on the test database, a mail server, a private Dovecot."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tools.services import free_port
from yorisoi.channels.email.tests.dovecot import PROGRAM, Dovecot
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.kernel.testing import database_url

ROOT = Path(__file__).parent.parent.parent.parent

type Process = subprocess.Popen[str]
type Start = Callable[..., Process]


def environment(**more: str) -> dict[str, str]:
    """What a process needs to work on the test database and this test's files; nothing of the caller's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YORISOI_", "REDIS"))}
    ours = {
        "DATABASE_URL": database_url(),
        "YORISOI_DATA_DIR": str(settings.DATA_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
        "YORISOI_LOG": "WARNING",
    }
    return {**kept, **ours, **more}


def run(*words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """One command of `yorisoi` to its end."""
    program = [sys.executable, "-m", "yorisoi.config.cli", *words]
    return subprocess.run(program, cwd=ROOT, env=environment(**more), capture_output=True, text=True, check=False)


@pytest.fixture
def start(transactional_db: None) -> Iterator[Start]:
    """Start a command of `yorisoi` as a process of its own; whatever still runs is killed in the end."""
    started: list[Process] = []

    def begin(*words: str, **more: str) -> Process:
        program = [sys.executable, "-m", "yorisoi.config.cli", *words]
        started.append(subprocess.Popen(program, cwd=ROOT, env=environment(**more), stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield begin
    for each in started:
        each.kill()
        each.communicate()


@pytest.fixture
def port() -> int:
    """A port of loopback nobody listens on."""
    return free_port()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A mail server that takes what we send, and can be told to refuse."""
    each = Receiver()
    each.start()
    yield each
    each.stop()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A private IMAP server; without the program the test is left out, and says so."""
    if not PROGRAM:
        pytest.skip("Dovecot is not installed (apt install dovecot-imapd)")
    each = Dovecot()
    try:
        each.start()
        yield each
    finally:
        each.stop()
