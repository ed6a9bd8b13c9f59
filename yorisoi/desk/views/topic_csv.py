"""/settings/topics/csv/: the tree as a table, out and in."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError
from yorisoi.desk.views.topics import chosen_brand
from yorisoi.kernel.csvfile import written
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class TopicTable(View):
    """GET: the file. POST: what a file has that the tree has not goes into a draft, to be looked at and published."""

    def get(self, request: StaffRequest) -> StreamingHttpResponse:
        rows = queries.topic_table(request.actor, chosen_brand(request))
        response = StreamingHttpResponse(written(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="topics.csv"'
        return response

    def post(self, request: StaffRequest) -> HttpResponse:
        brand_id, chosen = chosen_brand(request), request.FILES.get("file")
        try:
            raw = chosen.read() if chosen and not isinstance(chosen, list) else b""
            plan = actions.plan_from_table(actor=request.actor, brand_id=brand_id, raw=raw)
        except DeskError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(f"{reverse('desk:editions')}?brand={brand_id}")
        if plan.problems:
            return render(request, "desk/topic_table.html", {"plan": plan, "brand_id": brand_id}, status=422)
        if plan.edition_id is None:
            messages.info(request, _("The file holds nothing that is not in the tree."))
            return HttpResponseRedirect(f"{reverse('desk:editions')}?brand={brand_id}")
        return HttpResponseRedirect(reverse("desk:edition", kwargs={"edition_id": plan.edition_id}))
