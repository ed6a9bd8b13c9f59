"""What the kernel does by the clock."""

from datetime import timedelta

from yorisoi.kernel import jobs
from yorisoi.kernel.files import tidying


@jobs.schedule("kernel.files.tidy", every=timedelta(days=1))
def tidy_files() -> None:
    """Throw away uploads that were never sent."""
    tidying.tidy()


@jobs.job("kernel.files.drop", retries=3)
def drop_file(sha256: str) -> None:
    """Delete the bytes of a file that was thrown away a day ago."""
    tidying.drop(sha256)
