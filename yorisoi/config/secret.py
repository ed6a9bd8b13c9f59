"""The installation's secret key, made on the first run and kept in the data folder (mode 600)."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from yorisoi.config import env


def secret_key(data_dir: Path) -> str:
    """SECRET_KEY from the environment, or the one in the data folder, made there if absent."""
    given = env.text("SECRET_KEY")
    if given:
        return given
    file = data_dir / "secret-key"
    data_dir.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        _make(file)
    return file.read_text(encoding="ascii").strip()


def _make(file: Path) -> None:
    """Written aside and then named, so that whoever starts at the same moment finds a whole key, and the same one."""
    handle, aside = tempfile.mkstemp(prefix=".secret-key-", dir=file.parent)  # mode 600
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(48))
    with contextlib.suppress(FileExistsError):
        os.link(aside, file)
    Path(aside).unlink()
