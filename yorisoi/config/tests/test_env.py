"""Settings refuse nonsense and say which one it was."""

from pathlib import Path

import pytest

from yorisoi.config import env
from yorisoi.config.env import BadSettingError


def test_words_and_numbers_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_HOSTS", " a.example , b.example ,")
    monkeypatch.setenv("X_THREADS", "12")
    monkeypatch.setenv("X_ON", "Yes")
    assert env.words("X_HOSTS") == ["a.example", "b.example"]
    assert env.integer("X_THREADS", 4, least=1, most=20) == 12
    assert env.boolean("X_ON") is True


@pytest.mark.parametrize("value", ["0", "129", "many", "8.5"])
def test_number_out_of_bounds_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("X_THREADS", value)
    with pytest.raises(BadSettingError, match="X_THREADS"):
        env.integer("X_THREADS", 4, least=1, most=128)


def test_neither_true_nor_false_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_ON", "perhaps")
    with pytest.raises(BadSettingError, match="X_ON='perhaps'"):
        env.boolean("X_ON")


def test_unknown_choice_names_the_allowed_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_WORKER", "none")
    with pytest.raises(BadSettingError, match="embedded, separate"):
        env.choice("X_WORKER", ("embedded", "separate"), "embedded")


def test_secret_is_read_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("sakura\n")
    monkeypatch.setenv("X_KEY_FILE", str(tmp_path / "secret"))
    assert env.text("X_KEY") == "sakura"


def test_missing_secret_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("X_KEY_FILE", str(tmp_path / "absent"))
    with pytest.raises(BadSettingError, match="X_KEY_FILE"):
        env.text("X_KEY")


def test_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_DB", "postgresql://desk:p%40ss@db.example:5433/yorisoi?sslmode=require")
    found = env.database("X_DB", "")
    assert (found.vendor, found.name, found.user, found.password) == ("postgresql", "yorisoi", "desk", "p@ss")
    assert (found.host, found.port, found.options) == ("db.example", "5433", (("sslmode", "require"),))
    monkeypatch.setenv("X_DB", "postgresql:///yorisoi?host=/run/sockets")
    assert env.database("X_DB", "").host == "/run/sockets"
    monkeypatch.setenv("X_DB", "sqlite:////data/yorisoi.sqlite3")
    assert env.database("X_DB", "").name == "/data/yorisoi.sqlite3"
    for wrong in ("mysql://db/x", "sqlite://relative.db", "nonsense"):
        monkeypatch.setenv("X_DB", wrong)
        with pytest.raises(BadSettingError, match="X_DB"):
            env.database("X_DB", "")


def test_mailers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "console" in env.mailer("X_MAIL")["BACKEND"]
    monkeypatch.setenv("X_MAIL", "smtps://us%40er:secret@mail.example")
    options = env.mailer("X_MAIL")["OPTIONS"]
    assert (options["host"], options["port"], options["username"], options["use_ssl"]) == (
        "mail.example",
        465,
        "us@er",
        True,
    )
    monkeypatch.setenv("X_MAIL", "http://mail.example")
    with pytest.raises(BadSettingError, match="X_MAIL"):
        env.mailer("X_MAIL")


def test_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    for right in ("127.0.0.1:8024", "[::1]:24", "mail.example:24", ""):
        monkeypatch.setenv("X_PLACE", right)
        assert env.address("X_PLACE") == right
    for wrong in ("8024", "127.0.0.1", "127.0.0.1:many", "a:99999", "http://a:24", "a:24/x", ":24"):
        monkeypatch.setenv("X_PLACE", wrong)
        with pytest.raises(BadSettingError, match="X_PLACE"):
            env.address("X_PLACE")


def test_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_URL", "https://desk.example.jp/")
    assert env.url("X_URL", "") == "https://desk.example.jp"
    for wrong in ("desk.example.jp", "ftp://desk.example.jp", "https://", "https://a:many"):
        monkeypatch.setenv("X_URL", wrong)
        with pytest.raises(BadSettingError, match="X_URL"):
            env.url("X_URL", "")


def test_time_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.time_zone("X_ZONE", "Asia/Tokyo") == "Asia/Tokyo"
    for wrong in ("Tokyo", "../../etc/passwd", "Asia"):
        monkeypatch.setenv("X_ZONE", wrong)
        with pytest.raises(BadSettingError, match="X_ZONE"):
            env.time_zone("X_ZONE", "Asia/Tokyo")
