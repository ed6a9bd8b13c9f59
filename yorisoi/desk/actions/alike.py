"""What makes two subjects alike."""

import re
from hashlib import blake2b

from yorisoi.kernel.text import fold

_SIGNS = re.compile(
    r"(?:^|\s)(?:re|aw|sv|vs|antw|fwd?|wg|返信|転送)\s*(?:\[\d+\]|\^\d+)?\s*[:：]|\[#\d+\]|［#\d+］", re.IGNORECASE
)
_LEAST = 4


def subject_key(subject: str) -> str:
    """Equal for subjects that differ only in width, case, kana and the signs of answering; "" for one that says too
    little (お願い) to compare."""
    bare = fold(_SIGNS.sub(" ", subject))
    return blake2b(bare.encode(), digest_size=16).hexdigest() if len(bare) >= _LEAST else ""
