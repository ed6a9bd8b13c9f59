"""A real SMTP server on loopback (aiosmtpd in its own thread) that keeps what it took and can be told to refuse."""

import re
import threading
from asyncio import WriteTransport
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tools.services import free_port
from yorisoi.channels.email.tests.tokens import Tokens


@dataclass
class Taken:
    """One mail as the server took it."""

    sender: str
    recipients: list[str]
    content: bytes
    connection: int


@dataclass
class Receiver:
    """`rcpt`: {address: answer} for RCPT TO; `data`: answers to DATA in turn, then "250 taken".

    `enough` is set when `taken_enough` mails were taken.
    """

    rcpt: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    mail: str = ""
    password: str = ""
    tokens: Tokens | None = None
    bearer: bool = False
    drop_after_data: bool = False
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    taken_enough: int = 0
    enough: threading.Event = field(default_factory=threading.Event)
    _controller: Controller | None = None

    def start(self, port: int = 0) -> None:
        options: dict[str, Any] = {}
        if self.password:
            options = {"authenticator": self._check, "auth_require_tls": False}
        if self.tokens is not None:
            other = "auth_XOAUTH2" if self.bearer else "auth_OAUTHBEARER"
            options = {
                "authenticator": self._check,
                "auth_require_tls": False,
                "auth_exclude_mechanism": ["LOGIN", "PLAIN", other.removeprefix("auth_")],
            }
        self._controller = Controller(self, "127.0.0.1", port or free_port(), **options)
        self._controller.start()
        self.port = self._controller.port
        self.connections = 0

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def _check(self, _server: SMTP, _session: Session, _envelope: Envelope, _kind: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=data.password.decode() == self.password, handled=False)

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        return await self._by_token(server, args, b"user=(?P<user>[^\x01]*)\x01auth=Bearer (?P<token>[^\x01]*)\x01\x01")

    async def auth_OAUTHBEARER(self, server: SMTP, args: list[str]) -> AuthResult:
        form = rb"n,a=(?P<user>[^,]*),\x01host=[^\x01]+\x01port=\d+\x01auth=Bearer (?P<token>[^\x01]*)\x01\x01"
        return await self._by_token(server, args, form)

    async def _by_token(self, server: SMTP, args: list[str], form: bytes) -> AuthResult:
        assert self.tokens is not None
        found = re.fullmatch(form, b64decode(args[1]))
        assert found is not None
        user = found["user"].decode().replace("=2C", ",").replace("=3D", "=")
        if self.tokens.access.get(found["token"].decode()) == user:
            return AuthResult(success=True)
        await server.challenge_auth(b'{"status":"401","schemes":"bearer","scope":"mail"}')
        return AuthResult(success=False, handled=False)

    async def handle_EHLO(
        self, _server: SMTP, session: Session, _envelope: Envelope, name: str, lines: list[str]
    ) -> list[str]:
        session.host_name = name
        self.connections += 1
        return lines

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.mail:
            return self.mail
        envelope.mail_from = address
        return "250 sender ok"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.rcpt.get(address, "250 recipient ok")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        answer = self.data.pop(0) if self.data else "250 taken"
        if answer.startswith("2"):
            assert isinstance(envelope.content, bytes)
            self.taken.append(
                Taken(envelope.mail_from or "", list(envelope.rcpt_tos), envelope.content, self.connections)
            )
        if len(self.taken) == self.taken_enough:
            self.enough.set()
        if self.drop_after_data:
            self.drop_after_data = False
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
        return answer
