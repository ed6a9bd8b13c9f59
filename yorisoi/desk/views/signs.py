"""Words, icon and tone of statuses, priorities and channels; looked up once a page."""

from dataclasses import dataclass

from yorisoi.desk.contracts import Priority, Status
from yorisoi.desk.labels import PRIORITY, STATUS, WAITING

_STATUS = {
    Status.NEW: ("status-new", "accent"),
    Status.OPEN: ("status-open", "info"),
    Status.PENDING: ("status-hold", "warning"),
    Status.DONE: ("status-done", "positive"),
    Status.NO_ACTION: ("status-none", "muted"),
}
_PRIORITY = {
    Priority.LOW: ("priority-low", "muted"),
    Priority.NORMAL: ("flag", ""),
    Priority.HIGH: ("priority-high", "warning"),
    Priority.URGENT: ("priority-urgent", "danger"),
}
_CHANNELS = {"email": "mail", "phone": "phone", "chat": "chat", "form": "form"}


@dataclass(frozen=True, slots=True)
class Sign:
    """How something is shown: never by colour alone."""

    words: str
    icon: str
    tone: str


def statuses() -> dict[str, Sign]:
    """By status."""
    return {status.value: Sign(str(STATUS[status]), *look) for status, look in _STATUS.items()}


def priorities() -> dict[int, Sign]:
    """By priority, the most pressing first."""
    return {int(each): Sign(str(PRIORITY[each]), *_PRIORITY[each]) for each in reversed(Priority)}


def waits() -> dict[str, str]:
    """Words by waiting reason."""
    return {reason.value: str(words) for reason, words in WAITING.items()}


def channels() -> dict[str, str]:
    """Icon by channel."""
    return _CHANNELS
