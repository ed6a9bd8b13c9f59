"""Access tokens for mail servers (XOAUTH2): asked for when needed, kept until shortly before they end."""

import json
import threading
import time
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from .account import NotSetUp, OAuth2

_EARLY = 120.0
_lock = threading.Lock()
_tokens: dict[OAuth2, tuple[float, str]] = {}


class NoToken(Exception):
    """The token server refused or could not be reached; the text says what it said."""


def access_token(oauth2: OAuth2) -> str:
    """A valid access token. Raises NoToken, or NotSetUp for an address that is neither https nor this machine."""
    with _lock:
        until, token = _tokens.get(oauth2, (0.0, ""))
        if time.monotonic() < until:
            return token
    token, seconds = _ask(oauth2)
    with _lock:
        _tokens[oauth2] = (time.monotonic() + max(seconds - _EARLY, 0.0), token)
    return token


def sign_in_string(user: str, token: str) -> str:
    """The initial client response of XOAUTH2 before base 64."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01"


def _ask(oauth2: OAuth2) -> tuple[str, float]:
    url = urlsplit(oauth2.token_url)
    if url.scheme != "https" and url.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise NotSetUp("The token address must begin with https://")
    form = {
        "grant_type": oauth2.grant,
        "client_id": oauth2.client_id,
        "client_secret": oauth2.client_secret,
        "scope": oauth2.scope,
        "refresh_token": oauth2.refresh_token if oauth2.grant == "refresh_token" else "",
    }
    content = urlencode({name: value for name, value in form.items() if value}).encode()
    try:
        with urlopen(Request(oauth2.token_url, data=content), timeout=30) as answer:  # noqa: S310 (checked above)
            said = json.load(answer)
        return str(said["access_token"]), float(said.get("expires_in", 300))
    except HTTPError as error:
        raise NoToken(f"{error.code} {error.read(500).decode('utf8', 'replace')}") from error
    except (URLError, TimeoutError, OSError) as error:
        raise NoToken(str(getattr(error, "reason", error))) from error
    except (ValueError, KeyError, TypeError) as error:
        raise NoToken(f"no access token in the answer ({type(error).__name__})") from error
