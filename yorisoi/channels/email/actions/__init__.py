from .imports import ImportStopped, go_on, start_import, stop_import

__all__ = ["ImportStopped", "go_on", "start_import", "stop_import"]
