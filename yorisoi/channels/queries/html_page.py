"""A message's HTML as a page of its own, for a sandboxed frame."""

import re
from base64 import b64encode
from collections.abc import Callable
from html import escape, unescape

from django.utils.translation import gettext as _

from yorisoi.kernel import files
from yorisoi.kernel.text import unhidden

from ..contracts import Layout
from ..models import Reading, ReadingFile, Received

MAX_PICTURE_BYTES = 5_000_000
MAX_PICTURES_BYTES = 20_000_000
# As the sanitiser writes start tags: every value quoted, no `<`, `>` or `"` inside one.
_TAG = re.compile(r'<(a|img)((?: [\w-]+="[^"<>]*")+)>')
_ADDRESS = re.compile(r' (?:href|src)="([^"]*)"')
_TITLE = re.compile(r' title="[^"]*"')
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"}
_STYLE = (
    "html{color-scheme:light;background:#fff;color:#1b1f24}"
    "body{margin:12px;font:14px/1.7 'Hiragino Sans','BIZ UDPGothic','Noto Sans JP',system-ui,sans-serif;"
    "overflow-wrap:anywhere}"
    "a{unicode-bidi:isolate}table{max-width:100%}img{max-width:100%;height:auto}pre{white-space:pre-wrap}"
    "img:not([src]){display:inline-block;min-width:24px;max-height:120px;border:1px dashed #8a929c;border-radius:4px;"
    "color:#5b636d;font-size:12px}"
)
_KANA, _HANGUL = re.compile("[ぁ-ヿ]"), re.compile("[가-힣]")
_LINE = re.compile(r"<(?:br|p|div|tr|li|h[1-6]|blockquote|hr|pre)\b", re.I)
_MARKUP = re.compile(r"<[^>]*>")
_PICTURE_HEIGHT = re.compile(r'<img[^>]* height="(\d{1,4})"')
_LINE_PIXELS, _LINE_CHARACTERS, _USUAL_PICTURE = 24, 60, 120
_SHORT, _MIDDLE = 200, 420

type Link = Callable[[str], str]


def html_page(received: Received, *, link: Link, remote_pictures: bool = False) -> str:
    """A whole document with the sanitised HTML, its own pictures as data: URLs; "" when the message had no HTML.

    link: turns the target of a link into the address that opens it; the target itself stands in the title. Pictures
    on other servers are left out unless remote_pictures. The frame has no origin, so that a picture's own address
    would not be given our cookies: hence data: URLs, made for whoever may see the page and nobody else.
    """
    reading = Reading.objects.filter(pk=received.pk).only("html", "subject").first()
    if reading is None or not reading.html:
        return ""
    own = _Pictures(reading)

    def shown(found: re.Match[str]) -> str:
        name, attributes = found.groups()
        address = _ADDRESS.search(attributes)
        if address is None:
            return found.group()
        if name == "a":
            target = unescape(address.group(1))
            href = target if target.startswith("#") else link(target)
            kept = _TITLE.sub("", _ADDRESS.sub("", attributes))
            return f'<a href="{escape(href)}" title="{escape(target)}"{kept}>'
        source = _source(unescape(address.group(1)), own, remote_pictures)
        return f"<img{attributes[: address.start()]}{source}{attributes[address.end() :]}>"

    body = _TAG.sub(shown, reading.html)
    title = escape(unhidden(reading.subject) or _("(no subject)"))
    return (
        f'<!doctype html><html lang="{_language(reading.html)}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )


def _language(html: str) -> str:
    """For screen readers: a mail does not say it, its letters do."""
    return "ja" if _KANA.search(html) else "ko" if _HANGUL.search(html) else "en"


def layout(received: Received) -> Layout | None:
    """How much room the message's HTML wants and how many pictures on other servers it names; None without HTML."""
    reading = Reading.objects.filter(pk=received.pk).only("html", "remote_images").first()
    if reading is None or not reading.html:
        return None
    text = len(_MARKUP.sub("", reading.html))
    heights = [min(int(each), 600) for each in _PICTURE_HEIGHT.findall(reading.html)]
    pictures = sum(heights) + _USUAL_PICTURE * max(0, min(reading.html.count('src="cid:'), 20) - len(heights))
    lines = max(len(_LINE.findall(reading.html)), text // _LINE_CHARACTERS)
    pixels = lines * _LINE_PIXELS + pictures
    height = "short" if pixels <= _SHORT else "middle" if pixels <= _MIDDLE else "tall"
    return Layout(height=height, remote_pictures=reading.remote_images)


def _source(address: str, own: "_Pictures", remote_pictures: bool) -> str:
    """The `src` of a picture; none for one that is not there or was not asked for."""
    kind, _, rest = address.partition(":")
    if kind == "cid":
        url = own.url(rest)
    elif kind == "remote":
        url = rest if remote_pictures else ""
    else:
        url = address if kind == "data" else ""
    return f' src="{escape(url)}"' if url else ""


class _Pictures:
    """The message's own pictures by their place, as data: URLs, up to MAX_PICTURES_BYTES in all."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._files: dict[str, ReadingFile] | None = None
        self._urls: dict[str, str] = {}
        self._room = MAX_PICTURES_BYTES

    def url(self, place: str) -> str:
        """ "" when the file is no picture, too large or not there."""
        if place not in self._urls:
            self._urls[place] = self._made(place)
        return self._urls[place]

    def _made(self, place: str) -> str:
        if self._files is None:
            self._files = {str(each.place): each for each in self._reading.files.all()}
        file = self._files.get(place)
        if file is None or file.content_type not in _PICTURES or file.size > min(MAX_PICTURE_BYTES, self._room):
            return ""
        self._room -= file.size
        with files.open(file.file_id) as content:
            return f"data:{file.content_type};base64,{b64encode(content.read()).decode('ascii')}"
