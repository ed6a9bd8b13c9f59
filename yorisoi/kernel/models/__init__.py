"""The kernel's tables, one noun a file."""

from yorisoi.kernel.models.audit_entry import AuditEntry
from yorisoi.kernel.models.entry import Entry
from yorisoi.kernel.models.job import Job, JobState
from yorisoi.kernel.models.schedule import Schedule
from yorisoi.kernel.models.stored_file import StoredFile
from yorisoi.kernel.models.worker import Worker

__all__ = ["AuditEntry", "Entry", "Job", "JobState", "Schedule", "StoredFile", "Worker"]
