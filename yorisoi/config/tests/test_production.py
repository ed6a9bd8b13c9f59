"""`yorisoi check` names each unsafe setting, and nothing when all is safe."""

from pathlib import Path

import pytest
from pytest_django import Settings

from yorisoi.config import production


@pytest.fixture
def safe(settings: Settings, tmp_path: Path) -> Settings:
    tmp_path.chmod(0o750)
    (tmp_path / "secret-key").write_text("k" * 64)
    (tmp_path / "secret-key").chmod(0o600)
    settings.DATA_DIR = tmp_path
    settings.DEBUG = settings.DEMO = False
    settings.PUBLIC_URL = "https://desk.example"
    settings.ALLOWED_HOSTS = ["desk.example"]
    settings.SYSTEM_MAIL_URL = "smtps://mail.example"
    settings.WORKER = "embedded"
    settings.SECRET_KEY = "k" * 64
    return settings


def test_safe_settings_are_left_in_peace(safe: Settings) -> None:
    assert list(production.unsafe()) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", True, "YORISOI_DEBUG"),
        ("DEMO", True, "YORISOI_DEMO"),
        ("PUBLIC_URL", "http://desk.example", "YORISOI_URL"),
        ("ALLOWED_HOSTS", ["*"], "YORISOI_HOSTS"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("SYSTEM_MAIL_URL", "", "YORISOI_SYSTEM_MAIL_URL"),
        ("WORKER", "separate", "REDIS_URL"),
    ],
)
def test_unsafe_setting_is_named(safe: Settings, name: str, value: object, said: str) -> None:
    setattr(safe, name, value)
    assert any(said in sentence for sentence in production.unsafe())


def test_open_key_file_is_named(safe: Settings, tmp_path: Path) -> None:
    (tmp_path / "secret-key").chmod(0o644)
    assert any("secret-key" in sentence for sentence in production.unsafe())


def test_data_folder_open_to_all_is_named(safe: Settings, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert any("data folder" in sentence for sentence in production.unsafe())


@pytest.mark.django_db
def test_report_counts_them(safe: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    safe.DEMO = True
    assert production.report() == 1
    assert "YORISOI_DEMO" in capsys.readouterr().out
