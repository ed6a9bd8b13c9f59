"""Which addresses may be called: whoever may set an endpoint must not reach into our own network by it."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

type Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Forbidden(Exception):
    """The name leads to an address that may not be called."""


def checked_url(url: str) -> str:
    """The address of an endpoint as it may be kept. Raises ValidationError at `url`."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        bare = parts.port != 0 and not parts.username and not parts.password and not parts.fragment
        good = bare and url.isprintable() and " " not in url and bool((parts.hostname or "").encode("idna"))
    except ValueError:
        good = False
    if not good or parts.scheme not in ("http", "https"):
        raise ValidationError({"url": _("Write an address like https://shop.example.jp/hooks/yorisoi.")})
    if parts.scheme != "https" and not settings.WEBHOOKS_PRIVATE:
        raise ValidationError(
            {"url": _("Events leave the house encrypted only: the address must begin with https://.")}
        )
    return url


def pinned(host: str, port: int) -> str:
    """The one IP address to connect to. Raises Forbidden when any of the name's addresses is not a public one; OSError.

    Whoever connects uses this address and asks no name server again, so that the name cannot change its mind between.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not settings.WEBHOOKS_PRIVATE:
        for text in addresses:
            if not is_public(ipaddress.ip_address(text.partition("%")[0])):
                raise Forbidden(text)
    return addresses[0]


def is_public(ip: Ip) -> bool:
    """An address of the open internet, also where IPv6 wraps one of IPv4."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
    return ip.is_global and not ip.is_multicast
