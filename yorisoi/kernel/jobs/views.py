"""/settings/jobs/"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.jobs import acting, queries
from yorisoi.kernel.jobs.acting import Acting
from yorisoi.kernel.ui.render import render


def actor_of(request: HttpRequest) -> Acting:
    """Who acts; put there by a middleware of a higher capability."""
    actor: Any = request
    return actor.actor  # type: ignore[no-any-return]  # the kernel knows no more of people than Acting


class Jobs(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        acting.needs_manage(actor_of(request))
        return render(request, "kernel/jobs.html", {"now_going_on": queries.overview(), "shown": queries.SHOWN})


class Run(View):
    """A dead job's next run."""

    def post(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        try:
            acting.rerun(actor=actor_of(request), job_id=job_id)
        except acting.NotDeadError as error:
            raise Http404(str(error)) from None
        messages.success(request, _("The job will run again now."))
        return HttpResponseRedirect(reverse("kernel:jobs"))


class Dismissal(View):
    """A dead job's end without another run."""

    def post(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        try:
            acting.dismiss(actor=actor_of(request), job_id=job_id)
        except acting.NotDeadError as error:
            raise Http404(str(error)) from None
        messages.success(request, _("The job was taken off the list."))
        return HttpResponseRedirect(reverse("kernel:jobs"))
