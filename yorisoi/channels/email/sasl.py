"""Signing in with an access token: XOAUTH2 (Google, Microsoft) and OAUTHBEARER (RFC 7628)."""

import json
from collections.abc import Iterable

from .oauth import NoToken

MECHANISMS = ("OAUTHBEARER", "XOAUTH2")


class TokenRefused(NoToken):
    """The mail server did not take the access token; the text is what it said.

    code: "refused", or "not_offered" when it knows no way to sign in with a token.
    """

    def __init__(self, said: str, code: str = "refused") -> None:
        super().__init__(said, code)


def mechanism_of(offered: Iterable[str]) -> str:
    """The mechanism to use: the standard before the older one. Raises TokenRefused when the server has neither."""
    known = {each.upper() for each in offered}
    for each in MECHANISMS:
        if each in known:
            return each
    raise TokenRefused(" ".join(sorted(known)), "not_offered")


class SignIn:
    """What we answer to the server's challenges: the token first, then the word that ends a refusal."""

    def __init__(self, mechanism: str, *, user: str, token: str, host: str, port: int) -> None:
        self.mechanism = mechanism
        self.refusal = ""
        self._sent = False
        if mechanism == "OAUTHBEARER":
            self._first = f"n,a={_saslname(user)},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01"
            self._end = "\x01"
        else:
            self._first = f"user={user}\x01auth=Bearer {token}\x01\x01"
            self._end = ""

    def __call__(self, challenge: bytes | None = None) -> str:
        """The answer to a challenge; the first is empty, a second one says why the token was refused (JSON)."""
        if not self._sent:
            self._sent = True
            return self._first
        self.refusal = _refusal(challenge or b"")
        return self._end


def _saslname(user: str) -> str:
    return user.replace("=", "=3D").replace(",", "=2C")


def _refusal(challenge: bytes) -> str:
    words = challenge.decode("utf8", "replace")
    try:
        said = json.loads(words)
        named = {name: said[name] for name in ("status", "error", "scope") if said.get(name)}
        return " ".join(f"{name}={value}" for name, value in named.items())[:200] or words[:200]
    except (ValueError, AttributeError, TypeError):
        return words[:200]
