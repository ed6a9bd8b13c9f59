"""A message's HTML as a page of its own, for a sandboxed frame."""

import re
from base64 import b64encode
from html import escape

from yorisoi.kernel import files

from ..models import Reading, Received

MAX_PICTURE_BYTES = 5_000_000
MAX_PICTURES_BYTES = 20_000_000
_PICTURE = re.compile(r'src="cid:(\d+)"')
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"}
_STYLE = "body{margin:0;font:14px/1.7 system-ui,sans-serif;overflow-wrap:anywhere}img{max-width:100%;height:auto}"


def html_page(received: Received) -> str:
    """A whole document with the sanitised HTML, its own pictures as data: URLs; "" when the message had no HTML.

    The frame has no origin, so that a picture's own address would not be given our cookies: hence data: URLs.
    """
    reading = Reading.objects.filter(pk=received.pk).only("html", "subject").first()
    if reading is None or not reading.html:
        return ""
    body = _with_pictures(reading) if "cid:" in reading.html else reading.html
    title = escape(reading.subject)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title><base target="_blank">'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )


def _with_pictures(reading: Reading) -> str:
    pictures = {
        str(file.place): file
        for file in reading.files.all()
        if file.content_type in _PICTURES and file.size <= MAX_PICTURE_BYTES
    }
    room = MAX_PICTURES_BYTES
    urls: dict[str, str] = {}

    def url(found: re.Match[str]) -> str:
        nonlocal room
        place = found.group(1)
        file = pictures.get(place)
        if file is None or (place not in urls and file.size > room):
            return 'src=""'
        if place not in urls:
            room -= file.size
            with files.open(file.file_id) as content:
                urls[place] = f"data:{file.content_type};base64,{b64encode(content.read()).decode('ascii')}"
        return f'src="{urls[place]}"'

    return _PICTURE.sub(url, reading.html)
