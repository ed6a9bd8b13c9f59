"""What is kept: tokens, calls that were answered, endpoints and what was sent to them."""

from yorisoi.integrations.models.call import IdempotentCall
from yorisoi.integrations.models.delivery import Attempt, Delivery
from yorisoi.integrations.models.endpoint import Endpoint, EndpointStop
from yorisoi.integrations.models.token import ApiToken, TokenPlace, TokenRevocation

__all__ = [
    "ApiToken",
    "Attempt",
    "Delivery",
    "Endpoint",
    "EndpointStop",
    "IdempotentCall",
    "TokenPlace",
    "TokenRevocation",
]
