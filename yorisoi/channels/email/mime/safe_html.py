"""HTML from strangers through an allow-list (nh3/ammonia): no scripts, no remote loads, links in the open."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

import nh3

from .bounds import MAX_HTML_DEPTH, MAX_LINKS, MAX_SHOWN_HTML
from .contracts import Note, NoteCode
from .html_bounds import flattened

_TAG_NAMES = (
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn"
    " div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q"
    " rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul"
    " var wbr"
)
_ATTRIBUTES = {
    "*": {"align", "dir", "lang", "style", "title", "valign", "width", "height", "bgcolor"},
    "a": {"href"},
    "img": {"src", "alt", "border"},
    "font": {"color", "face", "size"},
    "table": {"border", "cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan", "nowrap"},
    "th": {"colspan", "rowspan", "nowrap", "scope"},
    "col": {"span"},
    "ol": {"start", "type"},
    "blockquote": {"type"},
}
_STYLE_NAMES = (
    "background-color border border-bottom border-collapse border-color border-left border-radius border-right"
    " border-spacing border-style border-top border-width color direction display font-family font-size font-style"
    " font-weight height letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right"
    " margin-top max-width min-width padding padding-bottom padding-left padding-right padding-top text-align"
    " text-decoration text-indent vertical-align white-space width word-break"
)
_TAGS = set(_TAG_NAMES.split())
_STYLES = set(_STYLE_NAMES.split())
_URL_IN_STYLE = re.compile(r"url\s*\(|expression|@import|image-set|\\", re.I)
_LINK = re.compile(r"\s*(?:https?:|mailto:|tel:|#)", re.I)
_CID = re.compile(r"cid:(.{1,300})", re.I | re.S)
_REMOTE = re.compile(r"(?:https?:)?//([^\s\\]{3,4000})", re.I)
_LOCAL = frozenset(("localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "onion"))
_PICTURE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp)[;,]", re.I)


def safe_html(
    html: str, *, inline: Mapping[str, str] | None = None, notes: list[Note] | None = None
) -> tuple[str, int]:
    """(sanitised HTML, how many pictures on other servers it names).

    inline: content_id -> URL for images shown by cid:. Pictures on other servers stand as `remote:https://…`, which no
    browser loads; who shows the page puts the address in once somebody asked for it. Only http, https, mailto and tel
    links stay; they carry rel="noopener noreferrer nofollow". Links beyond MAX_LINKS lose their target. The caller
    still shows the result in a sandboxed frame. notes: gets what was cut.
    """
    known = inline or {}
    remote = 0
    links = 0

    def keep(tag: str, attribute: str, value: str) -> str | None:
        nonlocal remote, links
        if attribute == "style" and _URL_IN_STYLE.search(value):
            return None
        if tag == "a" and attribute == "href":
            links += 1
            return value if links <= MAX_LINKS and _LINK.match(value) else None
        if tag == "img" and attribute == "src":
            cid = _CID.match(value.strip())
            if cid is not None:
                return known.get(unquote(cid.group(1)).strip().strip("<>"))
            if _PICTURE_DATA.match(value):
                return value
            address = _remote_picture(value)
            remote += address is not None
            return address
        return value

    flat = flattened(html[:MAX_SHOWN_HTML])
    cleaned = nh3.clean(
        flat,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        clean_content_tags={"script", "style", "title", "template", "noembed", "noframes", "xmp", "textarea"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    if notes is not None:
        notes += [Note(NoteCode.HTML_CUT)] * (len(html) > MAX_SHOWN_HTML)
        notes += [Note(NoteCode.HTML_TOO_DEEP, limit=MAX_HTML_DEPTH)] * (len(flat) < min(len(html), MAX_SHOWN_HTML))
        notes += [Note(NoteCode.TOO_MANY_LINKS, limit=MAX_LINKS)] * (links > MAX_LINKS)
    return cleaned, remote


def _remote_picture(value: str) -> str | None:
    """`remote:` and the picture's address by https; None for what is no name on the internet.

    Addresses inside the reader's own network are never asked for: a stranger must not reach a router through them.
    """
    found = _REMOTE.fullmatch(value.strip())
    if found is None:
        return None
    address = f"https://{found.group(1)}"
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return None
    return f"remote:{address}" if _is_public(host) else None


def _is_public(host: str) -> bool:
    """A name with a dot that is not one of the local ones; of numeric addresses only public ones."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        last = host.rpartition(".")[2]
        return "." in host and not last.isdigit() and not last.startswith("0x") and last not in _LOCAL
