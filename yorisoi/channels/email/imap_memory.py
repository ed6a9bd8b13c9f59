"""What fetching remembers of a folder between runs; lives in `Mailbox.state["folders"]`."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

ATTEMPTS_BEFORE_STEPPING_OVER = 3
ATTEMPTS_IN_ALL = 12
PAUSE = timedelta(hours=1)


@dataclass(slots=True)
class FolderMemory:
    """validity, last_uid: RFC 3501 §2.3.1.1. trouble: {uid: {attempts, text, at, over}}, `over` = stepped over.

    unfinished: committed here but not yet marked, moved or deleted there. careful: fetch one by one, for a
    connection broke while several messages were fetched.
    """

    validity: int | None = None
    last_uid: int = 0
    trouble: dict[str, dict[str, Any]] = field(default_factory=dict)
    unfinished: list[int] = field(default_factory=list)
    careful: bool = False

    @classmethod
    def load(cls, state: dict[str, Any], folder: str) -> "FolderMemory":
        """As kept in the mailbox's state, or empty."""
        return cls(**state.get("folders", {}).get(folder, {}))

    def keep(self, state: dict[str, Any], folder: str) -> None:
        """Write into the mailbox's state."""
        state.setdefault("folders", {})[folder] = asdict(self)

    def new_of(self, uids: Iterable[int]) -> list[int]:
        """Those after the last one, in order (`n:*` always names at least the last message)."""
        return sorted(uid for uid in uids if uid > self.last_uid and str(uid) not in self.trouble)

    def due_again(self, now: datetime) -> list[int]:
        """Troublesome messages that deserve another try: at once until stepped over, then each hour, then no more."""
        return [
            int(uid)
            for uid, each in self.trouble.items()
            if not each["over"]
            or (each["attempts"] < ATTEMPTS_IN_ALL and datetime.fromisoformat(each["at"]) + PAUSE <= now)
        ]

    def took(self, uids: Sequence[int], finishing: Sequence[int]) -> None:
        """These are committed."""
        self.last_uid = max([self.last_uid, *uids])
        self.unfinished = [*self.unfinished, *finishing]
        self.forget(uids)

    def finished(self) -> None:
        """All that was committed has been marked, moved or deleted."""
        self.unfinished = []

    def forget(self, uids: Iterable[int]) -> None:
        """No trouble with these any more: committed, or gone from the server."""
        for uid in uids:
            self.trouble.pop(str(uid), None)

    def blame(self, uid: int, text: str, now: datetime) -> bool:
        """Count a failed try. True when the message is stepped over from now on."""
        before = self.trouble.get(str(uid), {"attempts": 0, "over": False})
        attempts = before["attempts"] + 1
        over = attempts >= ATTEMPTS_BEFORE_STEPPING_OVER
        self.trouble[str(uid)] = {"attempts": attempts, "text": text, "at": now.isoformat(), "over": over}
        return over and not before["over"]


@dataclass(frozen=True, slots=True)
class SteppedOver:
    """A message that could not be fetched, and is tried again each hour for half a day."""

    folder: str
    uid: int
    text: str
    attempts: int


def stepped_over(state: dict[str, Any]) -> list[SteppedOver]:
    """The messages of all folders that were stepped over."""
    return [
        SteppedOver(folder, int(uid), each["text"], each["attempts"])
        for folder, memory in state.get("folders", {}).items()
        for uid, each in memory.get("trouble", {}).items()
        if each["over"]
    ]
