from .consent import keep_consent
from .imports import ImportStopped, go_on, start_import, stop_import

__all__ = ["ImportStopped", "go_on", "keep_consent", "start_import", "stop_import"]
