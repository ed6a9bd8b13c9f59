"""`yorisoi doctor` and /health: how a running installation is, one finding a part, each with what to do."""

from yorisoi.config.doctor.findings import Finding
from yorisoi.config.doctor.report import quick, report

__all__ = ["Finding", "quick", "report"]
