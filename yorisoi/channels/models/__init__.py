from .automatic_count import AutomaticCount
from .bad_address import BadAddress
from .delivery_event import DeliveryEvent
from .mailbox import Mailbox
from .message_key import MessageKey
from .outbound import Outbound
from .reading import Reading, ReadingFile
from .received import Received
from .sender_tail import SenderTail
from .unsubscription import Unsubscription

__all__ = [
    "AutomaticCount",
    "BadAddress",
    "DeliveryEvent",
    "Mailbox",
    "MessageKey",
    "Outbound",
    "Reading",
    "ReadingFile",
    "Received",
    "SenderTail",
    "Unsubscription",
]
