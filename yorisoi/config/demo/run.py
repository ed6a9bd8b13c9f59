"""`bin/demo`: prepares the company once, then serves it with its own mail server."""

import argparse
import os
import shutil
import socket
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from yorisoi.config import server

ROOT = Path(__file__).resolve().parent.parent.parent.parent
COMPLETE = "company-complete"
ZONE = ZoneInfo("Asia/Tokyo")
MAIL_PORTS = (24, 25)  # LMTP in and SMTP out, counted from the web port


def demo(options: argparse.Namespace) -> int:
    """Make the data if it is not there, print who can sign in, serve."""
    if not options.prepare_only:
        server.needs_port("127.0.0.1", options.port)  # before anything is thrown away: it may be a running demo's
    folder = Path(os.environ.get("YORISOI_DATA_DIR") or ROOT / "var" / "demo")
    if folder.exists() and (options.fresh or not (folder / COMPLETE).exists()):
        shutil.rmtree(folder)  # asked for, or a preparation that was broken off
    lmtp, smtp = (free_port(options.port + offset) for offset in MAIL_PORTS)
    settle_environment(folder, options.port, lmtp)

    import django

    django.setup()
    from yorisoi.config.demo import mailserver

    say("preparing database and pages")
    server.prepare()
    prepare_company(cases=options.cases, seed=options.seed, smtp_port=smtp)
    if options.prepare_only:
        return 0
    receiver = mailserver.start(smtp)
    try:
        print_sign_in(options.port)
        server.run(host="127.0.0.1", port=options.port, reload=options.reload)
    finally:
        receiver.stop()
    return 0


def settle_environment(folder: Path, port: int, lmtp: int) -> None:
    """The demo's settings; what the caller set stays."""
    for name, value in {
        "YORISOI_DATA_DIR": str(folder),
        "YORISOI_DEMO": "true",
        "YORISOI_URL": f"http://localhost:{port}",
        "YORISOI_LMTP_LISTEN": f"127.0.0.1:{lmtp}",
        "YORISOI_LOG": "WARNING",
    }.items():
        os.environ.setdefault(name, value)


def prepare_company(*, cases: int, seed: int, smtp_port: int) -> None:
    """Found the company and tell its history, unless it is there; its mailboxes always learn today's port."""
    from django.conf import settings

    from yorisoi.config.demo import company, forms, history, telling
    from yorisoi.kernel import clock

    complete: Path = settings.DATA_DIR / COMPLETE
    if complete.exists():
        company.move_mailboxes(smtp_port)
        say("the company is there (start over with --fresh)")
        return
    started = time.monotonic()
    until = clock.now().astimezone(ZONE)  # the one moment the history is counted back from
    say("founding the company")
    founded = company.found(smtp_port=smtp_port)
    forms.found_forms(founded)
    stories = list(history.stories(seed=seed, count=cases, until=until))
    with telling.letters_of_the_past():
        telling.tell(founded, stories, until, lambda done: progress(done, cases))
    forms.fill_forms(until)
    complete.touch()
    say(f"{cases} cases of twelve months in {time.monotonic() - started:.0f} s")


def progress(done: int, cases: int) -> None:
    """One line that fills up; nothing but the end where nobody watches."""
    if sys.stderr.isatty():
        share = min(1.0, done / (cases * 3.2))
        sys.stderr.write(f"\r  telling twelve months [{'#' * int(30 * share):30}] {100 * share:3.0f} %  ")
        sys.stderr.flush()


def say(text: str) -> None:
    """A line of progress."""
    sys.stderr.write(f"\r  {text}{' ' * 24}\n")


def free_port(wanted: int) -> int:
    """The wanted port, or a free one when somebody has it."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port on loopback")


def print_sign_in(port: int) -> None:
    """The address, who can sign in, and where the customers' mails are."""
    from yorisoi.config.demo.people import COMPANY, PASSWORD, STAFF

    print(f"\n  {COMPANY}  http://localhost:{port}/\n")
    print(f"  サインイン / sign in (パスワード / password: {PASSWORD})")
    for person, role in zip((STAFF[0], STAFF[3], STAFF[1], STAFF[2]), ROLE_WORDS, strict=True):
        print(f"    {person.email:28} {person.family} {person.given}  {role}")
    print(f"\n  お客様のメール / the customers' mailbox: http://localhost:{port}/demo/mail/")
    print("  止めるには Ctrl-C / stop with Ctrl-C\n", flush=True)


ROLE_WORDS = (
    "管理者 administrator",
    "SV supervisor",
    "オペレーター operator",
    "オペレーター operator (ひなた学習のみ / one brand only)",
)
