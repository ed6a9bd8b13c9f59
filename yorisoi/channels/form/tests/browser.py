"""What a browser does with a form, without one: open it, fill it in, send it."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from yorisoi.kernel import clock

FILLED = {"f_name": "山田 太郎", "f_email": "yamada@example.com", "f_subject": "配送", "f_body": "届きません。"}
LATER = timedelta(seconds=20)


def ticket_of(page: str) -> str:
    """The ticket in a page."""
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found
    return unescape(found[1])


def opened(client: Client, slug: str = "contact") -> str:
    """The ticket of a newly opened form."""
    return ticket_of(client.get(f"/forms/{slug}/").content.decode())


def send(client: Client, slug: str = "contact", *, after: timedelta = LATER, **given: Any) -> HttpResponse:
    """Open the form, write for a while, press the button. Values of None are left out."""
    now = clock.now()
    with clock.moved_to(now):
        ticket = given.pop("ticket", None) or opened(client, slug)
    values = {"ticket": ticket, "step": "check", **FILLED, **given}
    with clock.moved_to(now + after):
        answer = client.post(f"/forms/{slug}/", {key: value for key, value in values.items() if value is not None})
    assert isinstance(answer, HttpResponse)
    return answer
