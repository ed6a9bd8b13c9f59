"""A provider's request, read whole: its body as it came, and its form's fields as bytes.

Django would decode every field as UTF-8 and refuse fields over its limit for forms; a mail is neither text of one
charset nor small.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

_BOUNDARY = re.compile(r"""boundary\s*=\s*("[^"]+"|[^;\s]+)""", re.IGNORECASE)
_PARAMETER = re.compile(rb'''\b(name|filename)\s*=\s*"((?:[^"\\]|\\.)*)"''')
_MOST_PARTS = 1000


class TooLarge(Exception):
    """The body is over the limit."""


@dataclass(frozen=True, slots=True)
class PostedFile:
    """A file of a form."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Posted:
    """A request as a provider sent it. fields: the last value of each, as bytes."""

    meta: dict[str, Any] = field(repr=False)
    body: bytes = field(repr=False)
    fields: dict[str, bytes] = field(default_factory=dict, repr=False)
    files: dict[str, PostedFile] = field(default_factory=dict, repr=False)

    def text(self, name: str) -> str:
        """A field as text; "" when there is none."""
        return self.fields.get(name, b"").decode("utf8", "replace")

    def as_django(self) -> HttpRequest:
        """The same as Django's request, for anymail; fields are read as UTF-8."""
        request = WSGIRequest({**self.meta, "wsgi.input": BytesIO(), "CONTENT_LENGTH": "0"})
        request._body = self.body  # what Django itself keeps a body in
        post = QueryDict(mutable=True, encoding="utf-8")
        for name in self.fields:
            post[name] = self.text(name)
        files: MultiValueDict[str, Any] = MultiValueDict()
        for name, each in self.files.items():
            files[name] = SimpleUploadedFile(each.name or "attachment", each.content, each.content_type)
        request._post, request._files = post, files  # type: ignore[attr-defined]
        return request


def read_posted(request: HttpRequest, most_bytes: int) -> Posted:
    """Read the request's body. Raises TooLarge before reading more than `most_bytes`."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > most_bytes:
        raise TooLarge
    body = request.read(most_bytes + 1)
    if len(body) > most_bytes:
        raise TooLarge
    meta = {name: value for name, value in request.META.items() if isinstance(value, str)}
    content_type = meta.get("CONTENT_TYPE", "")
    if content_type.startswith("application/x-www-form-urlencoded"):
        return Posted(meta, body, dict(_urlencoded(body)))
    boundary = _BOUNDARY.search(content_type)
    if content_type.startswith("multipart/form-data") and boundary:
        return _multipart(meta, body, boundary.group(1).strip('"').encode("latin-1", "replace"))
    return Posted(meta, body)


def _urlencoded(body: bytes) -> Iterator[tuple[str, bytes]]:
    for pair in body.split(b"&"):
        name, _, value = pair.partition(b"=")
        if name:
            plain = unquote_to_bytes(name.replace(b"+", b" ")).decode("utf8", "replace")
            yield plain, unquote_to_bytes(value.replace(b"+", b" "))


def _multipart(meta: dict[str, Any], body: bytes, boundary: bytes) -> Posted:
    """RFC 7578; what is no part is left out."""
    posted = Posted(meta, body)
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary, _MOST_PARTS)
    for part in parts[1:]:
        head, found, content = part.partition(b"\r\n\r\n")
        if part.startswith(b"--") or not found:
            continue
        names = {key.decode(): _plain(value) for key, value in _PARAMETER.findall(head)}
        if "name" not in names:
            continue
        if "filename" in names:
            kind = re.search(rb"content-type:\s*([^\r\n;]+)", head, re.IGNORECASE)
            content_type = kind.group(1).decode("latin-1").strip() if kind else "application/octet-stream"
            posted.files[names["name"]] = PostedFile(names["filename"], content_type, content)
        else:
            posted.fields[names["name"]] = content
    return posted


def _plain(value: bytes) -> str:
    return re.sub(rb"\\(.)", rb"\1", value).decode("utf8", "replace")
