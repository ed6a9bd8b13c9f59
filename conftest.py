"""What every test shares: settings for tests, a data folder of their own, and the fixed cast."""

import os
import tempfile
from pathlib import Path

# Before Django reads its settings: tests must never touch an installation's data, nor another run's. Named in
# pyproject.toml the settings would be read before this file.
os.environ["YORISOI_DATA_DIR"] = tempfile.mkdtemp(prefix="yorisoi-test-")
os.environ["DJANGO_SETTINGS_MODULE"] = "yorisoi.config.settings"
os.environ.setdefault("YORISOI_DEBUG", "false")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs a loop in the main thread

import django
import hypothesis
import pytest
from pytest_django import Settings

Path(os.environ["YORISOI_DATA_DIR"], "static").mkdir()
django.setup()  # the fixtures below import models

pytest_plugins = [
    f"yorisoi.{name}.testing"
    for name in ("kernel", "workspace", "customers", "channels", "desk", "insights", "integrations")
    if Path(__file__).parent.joinpath("yorisoi", name, "testing.py").exists()
]


hypothesis.settings.register_profile("yorisoi", deadline=None)  # a busy machine is no fault of the code
hypothesis.settings.load_profile("yorisoi")


@pytest.fixture(autouse=True)
def _test_settings(settings: Settings, tmp_path: Path) -> None:
    """Cheap hashing, unhashed static names and a folder for files of this test alone."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.DATA_DIR = tmp_path
