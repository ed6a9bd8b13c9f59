"""A signed-in IMAP connection, and what this product asks of it."""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from .account import Imap, Server
from .oauth import access_token

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
            client.oauth2_login(server.user, access_token(server.oauth2))
        else:
            client.login(server.user, server.password)
        yield client
    finally:
        with contextlib.suppress(IMAPClientError, OSError):
            client.logout()


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
