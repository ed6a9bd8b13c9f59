"""Passwords of mailboxes at rest."""

from yorisoi.kernel.sealing import Seal, SealBroken

__all__ = ["SealBroken", "seal", "unseal"]

_seal = Seal("yorisoi.channels.mailbox")
seal, unseal = _seal.seal, _seal.unseal
