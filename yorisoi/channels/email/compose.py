"""An outgoing message as the bytes that go to the server. The same message gives the same bytes each time."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from email.utils import format_datetime
from hashlib import sha256

from yorisoi.channels.contracts import OutgoingFile, OutgoingMessage, Party
from yorisoi.kernel import files
from yorisoi.kernel.models import StoredFile

from .flowed import flowed, simple_html
from .header_fold import address, ascii_address, encoded_words, list_header, parameter, text_header

_LOCAL_LIMIT = 64


def compose(
    message: OutgoingMessage,
    *,
    plus_addressing: bool = False,
    body_marker: bool = False,
    marks: Mapping[str, str] | None = None,
) -> bytes:
    """Header and body with CRLF line ends, all 7-bit.

    plus_addressing: answers go to `local+token@domain`. body_marker: the token also stands at the end of the text,
    for relays that rewrite Message-IDs. marks: further header lines, short and ASCII (providers/marks.py).
    """
    text = message.text
    if body_marker:
        text = f"{text.rstrip()}\n\n[ref:{message.token}]\n"
    alternative = _multipart(
        "alternative",
        message,
        [
            _text_part("plain", flowed(text), "; format=flowed; delsp=yes"),
            _text_part("html", message.html or simple_html(text), ""),
        ],
    )
    body = alternative
    if message.attachments:
        body = _multipart("mixed", message, [alternative, *(_file_part(each) for each in message.attachments)])
    lines = "".join(f"{name}: {value}\r\n" for name, value in (marks or {}).items())
    return (lines + _headers(message, plus_addressing)).encode("ascii") + body


def _headers(message: OutgoingMessage, plus_addressing: bool) -> str:
    sender = message.sender
    lines = [
        f"Date: {format_datetime(message.created_at)}\r\n",
        list_header("From", [address(sender.name, sender.address)]),
        list_header("To", _addresses(message.to) or ["undisclosed-recipients:;"], ","),
    ]
    if message.cc:
        lines.append(list_header("Cc", _addresses(message.cc), ","))
    if plus_addressing and (reply := reply_address(sender.address, message.token)):
        lines.append(list_header("Reply-To", [address(sender.name, reply)]))
    lines.append(text_header("Subject", message.subject))
    lines.append(f"Message-ID: <{message.message_id}>\r\n")
    if message.in_reply_to:
        lines.append(list_header("In-Reply-To", [f"<{_id(message.in_reply_to)}>"]))
    if message.references:
        lines.append(list_header("References", [f"<{_id(each)}>" for each in message.references]))
    if message.unsubscribe_url:  # RFC 2369 §3.2, RFC 8058 §3.1
        lines.append(f"List-Unsubscribe: <{message.unsubscribe_url}>\r\n")
        lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
    if message.automatic:  # RFC 3834 §5, Microsoft's own, and ours to know it again
        lines.append(f"Auto-Submitted: {'auto-replied' if message.in_reply_to else 'auto-generated'}\r\n")
        lines.append("X-Auto-Response-Suppress: OOF, AutoReply\r\n")
        lines.append(f"X-Yorisoi-Loop: {message.token}\r\n")
    lines.append("MIME-Version: 1.0\r\n")
    return "".join(lines)


def _addresses(parties: Iterable[Party]) -> list[str]:
    return [address(each.name, each.address) for each in parties]


def reply_address(own: str, token: str) -> str:
    """Our address with the token after a `+`; "" when the local part would be too long (RFC 5321 §4.5.3.1.1)."""
    local, _, domain = own.rpartition("@")
    reply = f"{local}+{token}"
    return ascii_address(f"{reply}@{domain}") if len(reply) <= _LOCAL_LIMIT else ""


def _id(message_id: str) -> str:
    """A stranger's Message-ID goes back as it came, but never with a line break or an 8-bit byte."""
    return "".join(char for char in message_id if " " < char < "\x7f" and char not in "<>")


def _boundary(kind: str, message: OutgoingMessage) -> str:
    return f"=_{kind}_{sha256(message.message_id.encode()).hexdigest()[:32]}"


def _multipart(kind: str, message: OutgoingMessage, parts: Iterable[bytes]) -> bytes:
    boundary = _boundary(kind, message).encode("ascii")
    head = b"Content-Type: multipart/" + kind.encode("ascii") + b';\r\n boundary="' + boundary + b'"\r\n\r\n'
    return head + b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + boundary + b"--\r\n"


def _text_part(subtype: str, text: str, parameters: str) -> bytes:
    short = all(len(line) < 990 for line in text.split("\r\n"))
    if text.isascii() and short and "\x00" not in text:
        head = f"Content-Type: text/{subtype}; charset=us-ascii{parameters}\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
        return head.encode("ascii") + text.replace("\r\n", "\n").replace("\n", "\r\n").encode("ascii")
    head = f"Content-Type: text/{subtype}; charset=utf-8{parameters}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode("ascii") + _base64(text.encode("utf8", "replace"))


def _file_part(file: OutgoingFile) -> bytes:
    with files.open(file.file_id) as stored:
        content = stored.read()
    content_type = StoredFile.objects.values_list("content_type", flat=True).get(pk=file.file_id)
    if content_type.partition("/")[0] in {"message", "multipart"}:  # RFC 2046 §5.2.1 forbids base64 for these
        content_type = "application/octet-stream"
    name = " ".join(file.name.split()) or "attachment"
    # Older Japanese clients read only the encoded word in `name`, newer ones only RFC 2231 in `filename`.
    shown = name.replace("\\", "_").replace('"', "'") if name.isascii() else "\r\n ".join(encoded_words(name, 8))
    head = f'Content-Type: {content_type};\r\n name="{shown}"\r\nContent-Transfer-Encoding: base64\r\n'
    return f"{head}Content-Disposition: attachment{parameter('filename', name)}\r\n\r\n".encode("ascii") + _base64(
        content
    )


def _base64(content: bytes) -> bytes:
    lines = (b64encode(content[at : at + 57]) for at in range(0, len(content), 57))
    return b"\r\n".join(lines) + b"\r\n"
