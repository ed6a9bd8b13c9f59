"""A Google Group or a Mailman list that is an address of one of our own mailboxes is no list to us."""

from dataclasses import replace
from uuid import UUID

from ..contracts import Party
from ..kinds import Content
from ..queries.mailboxes import own_addresses


def settled(brand_id: UUID, content: Content) -> Content:
    """The content as its sender wrote it, where the list that it came through is ours; else as it is.

    A list is ours when it writes its address, or its List-Id, as an address or an alias of a mailbox of the brand. Only
    mail that came through a list costs a query.
    """
    through = content.through_list
    if through is None:
        return content
    own = own_addresses(brand_id)
    if not through.addresses & (own | {each.replace("@", ".") for each in own}):
        return content
    reply_to = tuple(each for each in content.reply_to if each.address.lower() not in own)
    sender = through.author if through.author and through.author.address.lower() not in own else content.sender
    return replace(
        content, automatic=through.automatic, sender=sender, reply_to=_without(reply_to, sender), through_list=None
    )


def _without(parties: tuple[Party, ...], sender: Party) -> tuple[Party, ...]:
    """Answers that go to the sender anyway need no address of their own."""
    return tuple(each for each in parties if each.address.lower() != sender.address.lower())
