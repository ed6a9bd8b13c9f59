"""The installation's secret key, made on the first run and kept in the data folder (mode 600)."""

import os
import secrets
from pathlib import Path

from yorisoi.config import env


def secret_key(data_dir: Path) -> str:
    """SECRET_KEY from the environment, or the one in the data folder, made there if absent."""
    given = env.text("SECRET_KEY")
    if given:
        return given
    file = data_dir / "secret-key"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii").strip()
