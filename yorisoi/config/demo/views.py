"""The demo's mailbox page: what customers got, and a box to write back. Only there when YORISOI_DEMO is on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yorisoi.config.demo import mailserver
from yorisoi.kernel.ui.render import render


@login_not_required
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest mails that left the company."""
    return render(request, "demo/mailbox.html", {"mails": mailserver.newest()})


@login_not_required
@require_http_methods(["GET", "POST"])
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail; POST writes back as the customer."""
    try:
        outside = mailserver.load(name)
    except FileNotFoundError:
        raise Http404(name) from None
    if request.method == "GET":
        return render(request, "demo/mail.html", {"outside": outside})
    text = request.POST.get("text", "").strip()
    if text:
        mailserver.answer(outside, text)
        messages.success(request, _("Your answer is on its way to the company."))
    return redirect("demo:mailbox")
