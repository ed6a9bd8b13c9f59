"""/hooks/mail/: where providers hand mails over and report."""

import logging
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from yorisoi.channels.models import Mailbox
from yorisoi.kernel.files import FileTooLargeError

from ..account import NotSetUp
from ..providers.posted import TooLarge, read_posted
from ..providers.taking import INBOUND, TRACKING, Refused, take

log = logging.getLogger(__name__)


def most_bytes() -> int:
    """The largest request: a mail in base 64 within JSON, and something around it."""
    return int(settings.MAX_MAIL_BYTES) * 3 // 2 + 1_000_000


@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class Hook(View):
    """No sign-in and no CSRF token: every request proves by itself that it is the provider's."""

    http_method_names = ["post", "head"]
    what = ""

    def head(self, _request: HttpRequest, **_names: str) -> HttpResponse:
        return HttpResponse()  # Mandrill asks so whether the address exists

    def post(self, request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
        try:
            mailbox = Mailbox.objects.get(pk=mailbox_id, kind="email")
            posted = read_posted(request, most_bytes())
            count = take(mailbox, self.what, posted, settings.PUBLIC_URL + request.path)
        except (Refused, Mailbox.DoesNotExist, TooLarge, FileTooLargeError, NotSetUp, DatabaseError, OSError) as error:
            return _refusal(error)
        return _plain(200, f"ok: {count} new")


class Inbound(Hook):
    what = INBOUND


class Tracking(Hook):
    what = TRACKING


def _refusal(error: Exception) -> HttpResponse:
    """Why not, in words for whoever set the provider up; 5xx has the provider try again later."""
    match error:
        case Refused():
            answer = _plain(error.status, str(error))
            if error.status == 401:
                answer.headers["WWW-Authenticate"] = 'Basic realm="Yorisoi"'
            return answer
        case Mailbox.DoesNotExist():
            return _plain(404, "There is no such mailbox.")
        case TooLarge() | FileTooLargeError():
            return _plain(413, f"A mail may have {settings.MAX_MAIL_BYTES} bytes at most (YORISOI_MAX_MAIL_MB).")
        case _:
            log.exception("a provider's request could not be stored", exc_info=error)
            return _plain(503, "It could not be stored now. Please send it again later.")


def _plain(status: int, words: str) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
