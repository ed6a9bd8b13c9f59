"""A signed-in IMAP connection, and what this product asks of it."""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError, LoginError

from .account import Imap, Server
from .oauth import access_token
from .sasl import SignIn, TokenRefused, mechanism_of

CONNECT_SECONDS = 30.0
READ_SECONDS = 120.0


@contextlib.contextmanager
def session(server: Server) -> Iterator[IMAPClient]:
    """A signed-in client, signed out at the end. Raises what imapclient, ssl and the network raise, and NoToken."""
    tls = server.tls() if server.security != "none" else None
    client = IMAPClient(
        server.host,
        port=server.port,
        ssl=server.security == "tls",
        ssl_context=tls,
        timeout=SocketTimeout(CONNECT_SECONDS, READ_SECONDS),
    )
    client.normalise_times = False
    try:
        if server.security == "starttls":
            client.starttls(tls)
        if server.oauth2 is not None:
            _sign_in(client, server, access_token(server.oauth2))
        else:
            client.login(server.user, server.password)
        yield client
    finally:
        with contextlib.suppress(IMAPClientError, OSError):
            client.logout()


def _sign_in(client: IMAPClient, server: Server, token: str) -> None:
    """By a token; one that the server takes no more is replaced once. Raises TokenRefused and NoToken."""
    assert server.oauth2 is not None
    offered = [each.decode("ascii", "replace").upper() for each in client.capabilities()]
    mechanism = mechanism_of(each.removeprefix("AUTH=") for each in offered if each.startswith("AUTH="))
    try:
        _authenticate(client, server, mechanism, token)
    except TokenRefused:
        newer = access_token(server.oauth2, refused=token)
        if newer == token:
            raise
        _authenticate(client, server, mechanism, newer)


def _authenticate(client: IMAPClient, server: Server, mechanism: str, token: str) -> None:
    sign_in = SignIn(mechanism, user=server.user, token=token, host=server.host, port=server.port)
    try:
        client.sasl_login(mechanism, sign_in)
    except LoginError as error:
        raise TokenRefused(f"{error} {sign_in.refusal}".strip()) from error


def sizes(client: IMAPClient, uids: Sequence[int]) -> dict[int, tuple[int, datetime | None]]:
    """Size in bytes and the time of arrival at the server of each message that is still there."""
    found: dict[int, dict[bytes, Any]] = client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
    return {
        uid: (int(row[b"RFC822.SIZE"]), row.get(b"INTERNALDATE")) for uid, row in found.items() if b"RFC822.SIZE" in row
    }


def bodies(client: IMAPClient, uids: Sequence[int], *, header_only: bool = False) -> dict[int, bytes]:
    """The raw messages that are still there, without marking them as seen."""
    section = "HEADER" if header_only else ""
    found: dict[int, dict[bytes, Any]] = client.fetch(uids, [f"BODY.PEEK[{section}]"])
    key = f"BODY[{section}]".encode()
    return {uid: row[key] for uid, row in found.items() if isinstance(row.get(key), bytes)}


def finish(client: IMAPClient, imap: Imap, uids: Sequence[int]) -> None:
    """What the administrator wants done with messages that are committed here: mark, move or delete them there."""
    if not uids or imap.after == "keep":
        return
    if imap.after == "seen":
        client.add_flags(uids, [b"\\Seen"], silent=True)
    elif imap.after == "move" and client.has_capability("MOVE"):
        client.move(uids, imap.move_to)
    else:
        if imap.after == "move":
            client.copy(uids, imap.move_to)
        client.delete_messages(uids, silent=True)
        client.expunge(uids if client.has_capability("UIDPLUS") else None)
