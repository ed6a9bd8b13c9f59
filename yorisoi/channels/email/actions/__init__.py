from .consent import keep_consent
from .imports import go_on, start_import, stop_import
from .signing import drop_signing_key, make_signing_key, sign_with_key
from .telling import ImportStopped, sweep_imports, tell_rest

__all__ = [
    "ImportStopped",
    "drop_signing_key",
    "go_on",
    "keep_consent",
    "make_signing_key",
    "sign_with_key",
    "start_import",
    "stop_import",
    "sweep_imports",
    "tell_rest",
]
