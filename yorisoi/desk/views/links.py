"""Where a link of a mail leads: shown before it is followed.

A mail's frame has no origin, so that nothing in it is sent our cookies. The page therefore asks for no sign-in: the
target is signed by us, and whoever has a signed address has read it in the mail already.
"""

from urllib.parse import quote, urlencode, urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.clickjacking import xframe_options_exempt

from yorisoi.kernel.ui import render
from yorisoi.workspace.contracts import NotFound

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
_SCHEMES = ("http", "https", "mailto", "tel")
_signer = Signer(salt="desk.link")


def opening(target: str) -> str:
    """The address of the page that shows where a link leads; "" for a target that cannot be opened."""
    if not target.lower().startswith(tuple(f"{scheme}:" for scheme in _SCHEMES)):
        return ""
    language = get_language() or ""
    signature = _signer.signature(f"{language} {target}")
    return f"{reverse('desk:link')}?{urlencode({'to': target, 'in': language, 'by': signature}, quote_via=quote)}"


@method_decorator([login_not_required, xframe_options_exempt], name="dispatch")
class Link(View):
    """The target in full, its host set off, and a button that opens it in a tab of its own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        target, language, signature = (request.GET.get(name, "") for name in ("to", "in", "by"))
        if not constant_time_compare(signature, _signer.signature(f"{language} {target}")):
            raise NotFound(_("There is no such link."))
        with override(language or None):
            answer = render(request, "desk/link.html", {"target": target, "language": language, **_parts(target)})
        answer.headers["Content-Security-Policy"] = POLICY
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer


def _parts(target: str) -> dict[str, str]:
    """The host that a web address leads to (also in its real letters when it is written in xn--), and the scheme."""
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
    except ValueError:
        return {"scheme": "", "host": "", "ascii_host": ""}
    try:
        shown = host.encode("ascii").decode("idna") if "xn--" in host else host
        ascii_host = host.encode("idna").decode("ascii") if host else ""
    except UnicodeError:
        shown = ascii_host = host
    return {"scheme": parts.scheme.lower(), "host": shown, "ascii_host": ascii_host if ascii_host != shown else ""}
