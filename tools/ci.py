"""The steps of `bin/ci`. Each is a function that returns True when it passed; nothing is left out.

Debian packages that are absent are installed, services that already run are used, others are started on free ports and
stopped at the end.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tools.services import Services

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {  # program (or font) -> Debian package
    "chromium": "chromium",
    "dovecot": "dovecot-imapd",
    "psql": "postgresql",
    "redis-server": "redis-server",
    "fc-list": "fontconfig",
}
PYTEST = [".venv/bin/pytest", "-q", "-p", "no:cacheprovider", "--durations=8"]


def run(*words: str, **environment: str) -> bool:
    """One command at the project's root; its output is CI's output."""
    return subprocess.run(words, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode == 0


def has_japanese_font() -> bool:
    """Can Chromium draw Japanese?"""
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=False).stdout.strip())


def packages(_services: Services) -> bool:
    """Install from Debian what the tests need and the machine lacks."""
    os.environ["PATH"] += ":/usr/sbin"
    wanted = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    if not has_japanese_font():
        wanted.append("fonts-noto-cjk")
    if not wanted:
        print("nothing to install")
        return True
    print("installing", *wanted)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    return run("apt-get", "update", "-qq", **quiet) and run(
        "apt-get", "install", "-y", "-qq", "--no-install-recommends", "-o=Dpkg::Use-Pty=0", *wanted, **quiet
    )


def lint(_services: Services) -> bool:
    """ruff, mypy, import map, unused code, translations, architecture."""
    return run("bin/lint")


def sqlite(_services: Services) -> bool:
    """The suite on SQLite, without browser."""
    return run(*PYTEST, "-n", "2", "--dist", "loadfile", "-m", "not browser")


def postgresql(services: Services) -> bool:
    """The suite on a real PostgreSQL and Redis."""
    address = {"DATABASE_URL": services.postgresql(), "YORISOI_TEST_REDIS_URL": services.redis()}
    return run(*PYTEST, "-n", "2", "--dist", "loadfile", "-m", "not browser and not vendorless", **address)


def faults(services: Services) -> bool:
    """Real processes killed and misled, on SQLite and PostgreSQL: a small storm, an import, odd mails, a full disk."""
    words = [".venv/bin/python", "-m", "tools.faults", "--mails", "300", "--kills", "4", "--away", "5"]
    on_postgresql = {"DATABASE_URL": services.postgresql()}
    passed = [
        run(*words, "storm", "import", "odd", "disk"),
        run(*words, "storm", "outside", "database", **on_postgresql),
    ]
    return all(passed)


def browser(_services: Services) -> bool:
    """The browser tests in a real Chromium, with axe."""
    return run(*PYTEST, "-n0", "-m", "browser")


def demo(_services: Services) -> bool:
    """`bin/demo` in a fresh clone: it sets itself up, makes the company and serves it."""
    with tempfile.TemporaryDirectory(prefix="yorisoi-clone-") as folder:
        clone = Path(folder) / "main"
        if not run("git", "clone", "-q", str(ROOT), str(clone)):
            return False
        return (
            subprocess.run([sys.executable, "-m", "tools.demo_smoke", str(clone)], cwd=ROOT, check=False).returncode
            == 0
        )


STEPS: list[Callable[[Services], bool]] = [packages, lint, sqlite, postgresql, faults, browser, demo]


def main() -> int:
    """Run the named steps, or all; every step runs even when one before it failed."""
    names = sys.argv[1:]
    if names == ["--list"]:
        for step in STEPS:
            print(f"{step.__name__:12} {(step.__doc__ or '').splitlines()[0]}")
        return 0
    done: list[tuple[str, bool, float]] = []
    with Services() as services:
        for step in STEPS:
            if names and step.__name__ not in names:
                continue
            print(f"\n=== {step.__name__}: {(step.__doc__ or '').splitlines()[0]}", flush=True)
            started = time.monotonic()
            done.append((step.__name__, step(services), time.monotonic() - started))
    print("\n=== steps")
    for name, passed, seconds in done:
        print(f"  {'passed' if passed else 'FAILED'}  {name:12} {seconds:6.1f} s")
    failed = [name for name, passed, _ in done if not passed]
    print(
        f"  all in {sum(seconds for *_, seconds in done):.0f} s" + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
