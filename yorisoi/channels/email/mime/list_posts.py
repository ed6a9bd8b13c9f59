"""A mail that came through a list: whose list it is, who wrote it, and what it would be without the list.

Many desks are reached through a Google Group, a Microsoft 365 group or a Mailman list that is the alias of their own
mailbox. Whoever knows the mailboxes decides (channels.actions.own_lists); the decoder only says what it sees.
"""

from __future__ import annotations

import re

from .addresses import first_address
from .automatic import is_bulk_without_list
from .bulk_phrases import PROGRAM_SENDER
from .contracts import Address, ListPost, MailKind
from .signs import Signs
from .words import unfold

_POST = re.compile(r"mailto:([^\s<>?@]{1,200}@[^\s<>?]{1,200})", re.I)
_LIST = re.compile(r"\blist\s+([^\s<>;@]{1,200}@[^\s<>;]{1,200})", re.I)
_ID = re.compile(r"<([^<>\s]{3,250})>\s*$|^\s*([^<>\s]{3,250})\s*$")
_BARE = re.compile(r"^\s*<?([^\s<>@]{1,200}@[^\s<>]{1,200}?)>?\s*$")
_AUTHORS = ("x-original-from", "x-original-sender", "x-mailfrom")
_PLACES = (("list-post", _POST), ("mailing-list", _LIST), ("x-beenthere", _BARE), ("x-loop", _BARE), ("list-id", _ID))


def list_post(signs: Signs) -> ListPost | None:
    """What is known of the list that a mail came through, None when it names none."""
    addresses = frozenset(_addresses(signs))
    if not addresses:
        return None
    author = _author(signs, addresses)
    sender = author or signs.sender
    automatic = is_bulk_without_list(signs) or PROGRAM_SENDER.search(sender.email) is not None
    return ListPost(addresses, MailKind.BULK if automatic else MailKind.PERSON, author)


def _addresses(signs: Signs) -> list[str]:
    found = []
    for name, pattern in _PLACES:
        raw = signs.block.get(name)
        match = pattern.search(unfold(raw)[:2_000].decode("utf-8", "replace")) if raw is not None else None
        if match is not None:
            found.append(next(each for each in match.groups() if each).lower())
    return found


def _author(signs: Signs, addresses: frozenset[str]) -> Address | None:
    """Who wrote it, where the list put its own address into From (as DMARC makes lists do)."""
    if not _is_list(signs.sender.email, addresses):
        return None
    for name in _AUTHORS:
        raw = signs.block.get(name)
        address = first_address(raw, signs.body.hint) if raw is not None else Address("", "")
        if "@" in address.email and not _is_list(address.email, addresses):
            return Address(address.name or _name(signs), address.email)
    others = (each for each in signs.answers if "@" in each.email and not _is_list(each.email, addresses))
    answer = next(others, None)
    return Address(answer.name or _name(signs), answer.email) if answer is not None else None


def _is_list(email: str, addresses: frozenset[str]) -> bool:
    """Is this address the list's own, as it stands or as a List-Id writes it?"""
    return not addresses.isdisjoint((email.lower(), email.lower().replace("@", ".")))


def _name(signs: Signs) -> str:
    """ "'Yamada' via Support" is Yamada."""
    return signs.sender.name.partition(" via ")[0].partition(" 経由")[0].strip(" '\"")
