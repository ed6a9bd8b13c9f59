"""`yorisoi backup` and `yorisoi restore`."""

import sys
from pathlib import Path

from yorisoi.config.backup.errors import BackupError
from yorisoi.config.backup.kept import folder, new_name
from yorisoi.config.backup.reading import Manifest, checked
from yorisoi.config.backup.reading import restore as take_in
from yorisoi.config.backup.writing import write


def backup(file: str) -> int:
    """Write one; 1 with a sentence where that is not possible."""
    target = Path(file) if file else folder() / new_name()
    try:
        manifest = write(target)
    except BackupError as error:
        print(f"yorisoi: {error}", file=sys.stderr)
        return 1
    size = target.stat().st_size
    total = sum(about["rows"] for about in manifest["tables"].values())
    print(f"{target}: {total} rows, {manifest['files']} files, {size / 1e6:.1f} MB")
    for sha256 in manifest["missing_files"]:
        print(f"  not on disk and so not in it: {sha256}", file=sys.stderr)
    return 0


def restore(file: str, *, only_check: bool) -> int:
    """Take one in, or only look at it."""
    try:
        manifest = checked(Path(file)) if only_check else take_in(Path(file))
    except BackupError as error:
        print(f"yorisoi: {error}", file=sys.stderr)
        return 1
    print(("whole: " if only_check else "restored: ") + told(manifest))
    return 0


def told(manifest: Manifest) -> str:
    """A backup in one line."""
    return f"version {manifest.version}, {manifest.made_at}, {sum(manifest.rows.values())} rows, {manifest.files} files"
