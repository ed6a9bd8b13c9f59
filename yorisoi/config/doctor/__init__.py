"""`yorisoi doctor`, the page in 設定 and /health: how an installation is, one finding a part, each with what to do."""

from yorisoi.config.doctor.findings import Finding
from yorisoi.config.doctor.report import of_the_machine, outside, quick, report

__all__ = ["Finding", "of_the_machine", "outside", "quick", "report"]
