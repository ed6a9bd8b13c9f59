"""The wire protocol of mail in: LMTP (RFC 2033) and SMTP (RFC 5321) on one port; the first word decides.

aiosmtpd does the commands; ours are what real mail needs beside: lines of any length, read in large pieces, the odd
addresses of Japanese carriers, and an answer for each LMTP recipient.
"""

import asyncio
import re
from typing import Any

from aiosmtpd.smtp import SMTP, syntax

_END = b"\r\n.\r\n"
_CHUNK = 1 << 18
_ADDRESS = re.compile(r"\s*(?:<(?:@[^:>]*:)?([^>]*)>|(\S+))(?:\s+(.*))?\Z", re.DOTALL)


class MailProtocol(SMTP):
    """One connection. The handler gives `handle_RCPT` and `answers`; `most_bytes` is the largest mail it takes."""

    line_length_limit = _CHUNK
    lmtp = False

    def __init__(self, handler: Any, *, most_bytes: int, **options: Any) -> None:
        super().__init__(handler, data_size_limit=most_bytes, **options)
        self.most_bytes = most_bytes

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802 (aiosmtpd finds commands by their names)
        """The greeting of LMTP: from now on DATA is answered once for each recipient."""
        self.lmtp = True
        await super().smtp_EHLO(arg)

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """Address and parameters; "<>" for the null sender. No grammar: `a..b.@docomo.ne.jp` is a real address."""
        found = _ADDRESS.match(arg or "")
        if found is None:
            return None, None
        address = found.group(1) if found.group(1) is not None else found.group(2)
        return address.strip() or "<>", found.group(3) or ""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if await self.check_helo_needed():
            return
        assert self.envelope is not None
        if arg:
            await self.push("501 Syntax: DATA")
        elif not self.envelope.rcpt_tos:
            await self.push("503 Error: need RCPT command")
        else:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            self.envelope.content = await self._content()
            answer = await self.event_handler.answer(self)
            recipients = len(self.envelope.rcpt_tos) if self.lmtp else 1
            self.envelope = self._create_envelope()
            await self.push("\r\n".join([answer] * recipients))

    async def _content(self) -> bytes | None:
        """The mail without dot-stuffing (RFC 5321 §4.5.2); None when it is too large. Only CRLF.CRLF ends it."""
        start, ended = await self._first_line_start()
        pieces = [b"\r\n", start]
        size = len(start)
        while not ended:
            try:
                piece = await self._reader.readuntil(_END)
                ended = True
            except asyncio.LimitOverrunError as error:
                piece = await self._reader.readexactly(error.consumed)
            self._reset_timeout()
            size += len(piece)
            if size <= self.most_bytes:
                pieces.append(piece)
            else:
                pieces.clear()
        if size > self.most_bytes:
            return None
        whole = b"".join(pieces)
        end = len(whole) - 3 if whole.endswith(_END) else len(whole)
        return whole[:end].replace(b"\r\n.", b"\r\n")[2:]

    async def _first_line_start(self) -> tuple[bytes, bool]:
        """What comes before the first byte that is neither dot nor line end, and whether the mail ended there.

        Read byte by byte: the CRLF before the closing dot may be the one that ends the DATA command.
        """
        start = bytearray()
        while True:
            start += await self._reader.readexactly(1)
            if start.endswith(b".\r\n") and (len(start) == 3 or start.endswith(_END)):
                return bytes(start[:-3]), True
            if start[-1] not in b".\r\n" or len(start) > _CHUNK:
                return bytes(start), False
