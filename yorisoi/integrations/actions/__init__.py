"""Writes of integrations: one verb a function, one transaction, with audit and events."""

from yorisoi.integrations.actions.calls import KeptAnswer, begin_call, forget_calls, keep_answer
from yorisoi.integrations.actions.deliveries import deliver, ping, send_again, sweep, tell
from yorisoi.integrations.actions.endpoints import (
    change_endpoint,
    create_endpoint,
    remove_endpoint,
    renew_secret,
    resume_endpoint,
    stop_endpoint,
)
from yorisoi.integrations.actions.tokens import create_token, note_use, revoke_token

__all__ = [
    "KeptAnswer",
    "begin_call",
    "change_endpoint",
    "create_endpoint",
    "create_token",
    "deliver",
    "forget_calls",
    "keep_answer",
    "note_use",
    "ping",
    "remove_endpoint",
    "renew_secret",
    "resume_endpoint",
    "revoke_token",
    "send_again",
    "stop_endpoint",
    "sweep",
    "tell",
]
