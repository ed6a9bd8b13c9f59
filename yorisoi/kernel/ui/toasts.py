"""Short notices at the edge of the screen, sent along with an answer to htmx."""

import json

from django.http import HttpResponse


def toast(
    response: HttpResponse, text: str, tone: str = "positive", undo_url: str = "", seconds: int = 6
) -> HttpResponse:
    """Add a notice to a response; with `undo_url` it carries a button that posts there while the notice stands.

    `tone`: positive, info, warning or danger. Several notices may be added to one response. For a full page use
    django.contrib.messages; the shell shows those the same way.
    """
    notice = {"text": str(text), "tone": tone, "undo": undo_url, "seconds": seconds}
    triggers: dict[str, object] = json.loads(response.headers.get("HX-Trigger", "{}"))
    notices = triggers.setdefault("toast", {"notices": []})
    if isinstance(notices, dict):
        notices["notices"].append(notice)
    response.headers["HX-Trigger"] = json.dumps(triggers)
    return response
