"""Says plainly what of the test suite this machine cannot run, before the run."""

import importlib.util
import os
import shutil
import socket
from urllib.parse import urlsplit

SYSTEM_PROGRAMS = "/usr/sbin"  # seldom on a person's PATH; Debian's Dovecot lies there


def reachable(port: int) -> bool:
    """Does anything listen on loopback?"""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def left_out() -> list[str]:
    """One sentence a missing part."""
    missing = []
    if not shutil.which("chromium") and not shutil.which("chromium-browser"):
        missing.append("browser tests (no Chromium: apt install chromium)")
    if not shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:{SYSTEM_PROGRAMS}"):
        missing.append("IMAP tests against Dovecot (apt install dovecot-imapd)")
    redis = os.environ.get("YORISOI_TEST_REDIS_URL") or "redis://127.0.0.1:6379"
    if not reachable(urlsplit(redis).port or 6379):
        missing.append(f"live events through Redis (no Redis at {redis})")
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        missing.append("PostgreSQL (set DATABASE_URL=postgresql://… to run the same tests on it)")
    if importlib.util.find_spec("playwright") is None:
        missing.append("browser tests (no playwright)")
    return missing


if __name__ == "__main__":
    for sentence in left_out():
        print(f"left out here: {sentence}")
