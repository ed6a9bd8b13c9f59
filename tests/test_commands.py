"""The scripts of a bare checkout: they find what they need, and say plainly what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A command as a person types it."""
    return subprocess.run(
        words, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def test_setup_does_nothing_the_second_time() -> None:
    run("bin/setup", "--dev")
    again = run("bin/setup")
    assert again.returncode == 0
    assert again.stderr == ""


def system_python_is_new() -> bool:
    """bin/setup also looks at the system's own Python, which a test cannot take away."""
    check = "import sys; sys.exit(sys.version_info < (3, 12))"
    places = [Path("/usr/bin/python3"), Path("/usr/local/bin/python3")]
    return any(each.exists() and subprocess.run([each, "-c", check], check=False).returncode == 0 for each in places)


@pytest.mark.skipif(system_python_is_new(), reason="this machine's own Python is new enough")
def test_machine_without_python_is_told_in_one_sentence(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "dirname", "env", "cksum", "cat", "uname"):
        (tools / name).symlink_to(shutil.which(name) or name)
    shutil.copytree(ROOT / "bin", tmp_path / "main" / "bin")
    done = subprocess.run(
        [str(tools / "bash"), str(tmp_path / "main/bin/setup")],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(tools), "HOME": str(tmp_path)},
    )
    assert done.returncode != 0
    assert "Python 3.12" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_bad_setting_is_one_sentence() -> None:
    done = run("bin/yorisoi", "check", YORISOI_THREADS="many")
    assert done.returncode == 2
    assert done.stderr.strip() == "yorisoi: YORISOI_THREADS='many' is not a whole number"


@pytest.mark.parametrize(
    "command",
    ["serve", "worker", "lmtp", "migrate", "check", "doctor", "admin", "import-mails", "backup", "restore", "demo"],
)
def test_every_command_explains_itself(command: str) -> None:
    done = run("bin/yorisoi", command, "--help")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 3


def test_tests_say_what_they_leave_out() -> None:
    done = run(".venv/bin/python", "-m", "tools.left_out", DATABASE_URL="", PATH="")
    assert "PostgreSQL" in done.stdout
    assert "Chromium" in done.stdout
