"""What can be wrong with a backup."""


class BackupError(Exception):
    """A backup that cannot be written, read or restored; the message says what to do and what is safe."""
