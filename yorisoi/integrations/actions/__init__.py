"""Writes of integrations: one verb a function, one transaction, with audit and events."""

from yorisoi.integrations.actions.calls import KeptAnswer, begin_call, forget_calls, keep_answer
from yorisoi.integrations.actions.tokens import create_token, note_use, revoke_token

__all__ = [
    "KeptAnswer",
    "begin_call",
    "create_token",
    "forget_calls",
    "keep_answer",
    "note_use",
    "revoke_token",
]
