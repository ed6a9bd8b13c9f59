from .consent import keep_consent
from .imports import ImportStopped, go_on, start_import, stop_import
from .signing import drop_signing_key, make_signing_key, sign_with_key

__all__ = [
    "ImportStopped",
    "drop_signing_key",
    "go_on",
    "keep_consent",
    "make_signing_key",
    "sign_with_key",
    "start_import",
    "stop_import",
]
