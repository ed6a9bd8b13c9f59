"""Starts `bin/demo` of a tree on a free port and looks at its pages: `python -m tools.demo_smoke FOLDER`."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools.services import free_port

PATIENCE = 900  # seconds; the bar is 60 on a warm cache and a quiet machine, the figure is printed below
PAGES = {"/accounts/login/": "Yorisoi", "/demo/mail/": "mail"}


def answer(url: str) -> str | None:
    """The page's text, or None while nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as page:
            return str(page.read().decode())
    except (urllib.error.URLError, OSError):
        return None


def main() -> int:
    """0 when the demo serves its pages and says who can sign in."""
    tree, port = Path(sys.argv[1]), free_port()
    log = tree / "demo.log"
    started = time.monotonic()
    with log.open("w") as out:
        process = subprocess.Popen(
            [str(tree / "bin/demo"), "--port", str(port)],
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={name: value for name, value in os.environ.items() if not name.startswith("YORISOI_")},
        )
    try:
        while (page := answer(f"http://127.0.0.1:{port}/accounts/login/")) is None:
            if process.poll() is not None or time.monotonic() - started > PATIENCE:
                print(log.read_text())
                print("the demo did not start")
                return 1
            time.sleep(0.3)
        print(f"serves after {time.monotonic() - started:.1f} s")
        missing = [path for path, word in PAGES.items() if word not in (answer(f"http://127.0.0.1:{port}{path}") or "")]
        if "@" not in log.read_text():
            missing.append("the sign-in of its people")
        print(
            f"missing: {missing}" if missing else f"{len(PAGES)} pages answer; {len(page)} characters of sign-in page"
        )
        return 1 if missing else 0
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


if __name__ == "__main__":
    raise SystemExit(main())
