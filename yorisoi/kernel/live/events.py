"""What the stream carries: a topic and an object's id, never content. The page pulls what it may see."""

import hashlib
import json
import re
from dataclasses import dataclass

type Position = tuple[int, int]

TOPIC = re.compile(r"[a-z_]+:[A-Za-z0-9_-]{1,64}")
TOPICS_AT_MOST = 64
# Topics between processes, that no browser can ask for.
SIGN_OUT = "!sign-out"
BEGINNING = "!beginning"


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """One notice. Its place in the order of all is (milliseconds, counter), as in the ids of a Redis stream."""

    position: Position
    topic: str
    object_id: str
    at: float  # seconds since 1970, to find what happened after a page was drawn

    @property
    def wire(self) -> bytes:
        """The event as the browser's EventSource reads it (HTML Living Standard §9.2)."""
        data = json.dumps({"topic": self.topic, "id": self.object_id})
        return f"id: {written(self.position)}\ndata: {data}\n\n".encode()


def written(position: Position) -> str:
    """As the browser sends it back in Last-Event-ID."""
    return f"{position[0]}-{position[1]}"


def read(text: str) -> Position | None:
    """A position as the browser knows it, None for anything else."""
    match = re.fullmatch(r"(\d{1,15})-(\d{1,15})", text)
    return (int(match[1]), int(match[2])) if match else None


def digest(session_key: str) -> str:
    """A session's name that other processes may see: nobody gets back from it to the key."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:32]


def special(name: str, position: Position) -> bytes:
    """An event for live.js itself: hello (where we are), reset (pull everything anew), bye (do not come back)."""
    return f"id: {written(position)}\nevent: {name}\ndata: {{}}\n\n".encode()
