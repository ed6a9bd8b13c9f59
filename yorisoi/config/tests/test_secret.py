"""The secret key is made once and only its owner can read it."""

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from yorisoi.config.secret import secret_key


def test_key_is_made_once_with_mode_600(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = secret_key(tmp_path / "data")
    assert len(first) >= 60
    assert secret_key(tmp_path / "data") == first
    assert stat.S_IMODE((tmp_path / "data" / "secret-key").stat().st_mode) == 0o600


def test_two_installations_have_different_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    assert secret_key(tmp_path / "one") != secret_key(tmp_path / "two")


def test_given_key_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"
    assert not (tmp_path / "secret-key").exists()


def test_processes_that_start_together_share_one_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    together = threading.Barrier(8)

    def begin(_number: int) -> str:
        together.wait()
        return secret_key(tmp_path)

    for _round in range(20):
        with ThreadPoolExecutor(8) as pool:
            (key,) = set(pool.map(begin, range(8)))
        assert len(key) >= 60
        assert [each.name for each in tmp_path.iterdir()] == ["secret-key"]
        (tmp_path / "secret-key").unlink()
