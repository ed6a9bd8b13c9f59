"""Backup and restore: everything an installation holds, in one zip file that either database takes in."""

from yorisoi.config.backup.errors import BackupError
from yorisoi.config.backup.reading import Manifest, checked, restore
from yorisoi.config.backup.writing import write

__all__ = ["BackupError", "Manifest", "checked", "restore", "write"]
