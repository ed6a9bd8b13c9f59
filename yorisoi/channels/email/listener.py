"""Mail in: a listener in a thread of its own. 250 is said only after the raw mail is committed."""

import asyncio
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from aiosmtpd.smtp import Envelope, Session
from django.conf import settings
from django.db import close_old_connections, connection

from yorisoi.channels import queries
from yorisoi.channels.actions import Arrival

from .envelope import peek
from .intake import Intake
from .protocol import MailProtocol

log = logging.getLogger(__name__)
logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells each command

STORED = "250 2.0.0 Stored"
LATER = "451 4.3.0 Not stored, try again later"
NOBODY = "550 5.1.1 No such mailbox here"
TOO_LARGE = "552 5.3.4 The message is larger than allowed"
TOO_MANY = "452 4.5.3 Too many recipients"
MOST_RECIPIENTS = 1000
_REMEMBER_SECONDS = 5.0

type Place = tuple[UUID, UUID]


class Handler:
    """What the protocol asks: is there such a mailbox, and is this mail safe now."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.threads = ThreadPoolExecutor(2, thread_name_prefix="yorisoi-lmtp")
        self.asking = ThreadPoolExecutor(1, thread_name_prefix="yorisoi-lmtp-ask")  # the one that holds a connection
        self._places: dict[str, tuple[float, Place | None]] = {}

    async def handle_RCPT(  # noqa: N802 (aiosmtpd finds hooks by their names)
        self, _protocol: MailProtocol, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """250 when a mailbox takes this address, 550 when none does, 451 when the database cannot be asked."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        try:
            place = await self._place(address)
        except Exception:
            log.exception("recipient could not be looked up")
            return LATER
        if place is None:
            return NOBODY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def answer(self, protocol: MailProtocol) -> str:
        """The answer to the whole mail, the same for each recipient: they are stored in one transaction."""
        envelope = protocol.envelope
        assert envelope is not None
        if envelope.content is None:
            return TOO_LARGE
        try:
            loop = asyncio.get_running_loop()
            places = {await self._place(address): address for address in reversed(envelope.rcpt_tos)}
            arrivals = await loop.run_in_executor(self.threads, self._arrivals, protocol, places)
            await asyncio.wrap_future(self.intake.put(arrivals))
        except Exception:  # the sender keeps the mail and tries again: nothing is lost
            log.exception("a mail could not be stored")
            return LATER
        return STORED

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours never refuses a mail for good."""
        log.error("listener", exc_info=error)
        return LATER

    def close(self) -> None:
        """Let threads and their connection go."""
        self.threads.shutdown()
        self.asking.submit(lambda: connection.close())  # that thread's own, so it is looked up there
        self.asking.shutdown()

    def _arrivals(self, protocol: MailProtocol, places: dict[Place | None, str]) -> list[Arrival]:
        envelope, session = protocol.envelope, protocol.session
        assert envelope is not None
        assert session is not None
        raw = envelope.content
        assert isinstance(raw, bytes)
        peeked = peek(raw)
        return [
            Arrival(
                mailbox_id=place[0],
                brand_id=place[1],
                kind="email",
                raw=raw,
                message_id=peeked.message_id,
                body_digest=peeked.body_digest,
                via="lmtp" if protocol.lmtp else "smtp",
                envelope={
                    "sender": "" if envelope.mail_from == "<>" else _readable(envelope.mail_from),
                    "recipient": _readable(address),
                    "peer": str(session.peer[0]) if session.peer else "",
                },
            )
            for place, address in places.items()
            if place is not None
        ]

    async def _place(self, address: str) -> Place | None:
        """Mailbox and brand for an address; remembered for some seconds, for mails come in bursts."""
        until, place = self._places.get(address, (0.0, None))
        if time.monotonic() < until:
            return place
        place = await asyncio.get_running_loop().run_in_executor(self.asking, _look_up, address)
        if len(self._places) > 10_000:
            self._places.clear()
        self._places[address] = (time.monotonic() + _REMEMBER_SECONDS, place)
        return place


def _look_up(address: str) -> Place | None:
    close_old_connections()
    mailbox = queries.mailbox_for_address(_readable(address))
    return (mailbox.pk, mailbox.brand_id) if mailbox else None


def _readable(text: str | None) -> str:
    """Bytes that are no UTF-8 must not reach the database."""
    return (text or "").encode("utf8", "surrogateescape").decode("utf8", "replace").replace("\x00", "")


class Listener:
    """Listens on one address from `start()` to `stop()`, in a thread of its own."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.intake = Intake()
        self.handler = Handler(self.intake)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="yorisoi-listener", daemon=True)
        self._server: asyncio.Server | None = None

    def start(self) -> None:
        """Begin to listen; OSError when the address is taken. With port 0 the real one stands in `port` afterwards."""
        self.intake.start()
        self._thread.start()
        try:
            listening = asyncio.run_coroutine_threadsafe(self._listen(), self._loop)
            self._server = listening.result()
        except OSError:
            self.stop()
            raise
        self.port = self._server.sockets[0].getsockname()[1]

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(self._protocol, self.host, self.port, backlog=200)

    def _protocol(self) -> MailProtocol:
        return MailProtocol(
            self.handler,
            most_bytes=settings.MAX_MAIL_BYTES,
            enable_SMTPUTF8=True,
            hostname="yorisoi",
            ident="Yorisoi",
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
            loop=self._loop,
        )

    def stop(self) -> None:
        """Take no more mail, answer those that are in, end."""
        if self._server is not None:
            self._loop.call_soon_threadsafe(self._server.close)
        self.intake.stop()
        self.handler.close()
        asyncio.run_coroutine_threadsafe(_end_tasks(), self._loop).result(timeout=5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)


async def _end_tasks() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


_running: dict[str, Any] = {}


def start() -> Listener | None:
    """Listen where settings.LMTP_LISTEN says (host:port); None when it says nothing. Called once by the server."""
    if not settings.LMTP_LISTEN:
        return None
    host, _, port = settings.LMTP_LISTEN.rpartition(":")
    listener = Listener(host.strip("[]") or "127.0.0.1", int(port))
    listener.start()
    _running["listener"] = listener
    log.info("taking mail (LMTP and SMTP) on %s:%s", listener.host, listener.port)
    return listener


def stop() -> None:
    """End what `start()` began."""
    listener = _running.pop("listener", None)
    if listener is not None:
        listener.stop()
