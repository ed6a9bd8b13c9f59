"""/settings/topics/editions/: changes of the tree that are published together."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError, NotPossible
from yorisoi.desk.topicmap import TopicDeed
from yorisoi.desk.views.topics import chosen_brand
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class Editions(View):
    """A brand's editions (?brand=); POST begins a draft, or opens the one there is."""

    def get(self, request: StaffRequest) -> HttpResponse:
        brand_id = chosen_brand(request)
        values = {"rows": queries.edition_rows(request.actor, brand_id), "brand_id": brand_id}
        return render(request, "desk/editions.html", values)

    def post(self, request: StaffRequest) -> HttpResponse:
        title = request.POST.get("title", "")
        try:
            edition_id = actions.begin_edition(actor=request.actor, brand_id=chosen_brand(request), title=title)
        except DeskError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(f"{reverse('desk:editions')}?brand={chosen_brand(request)}")
        return _opened(edition_id)


class OneEdition(View):
    """GET: its changes. DELETE (or POST drop=1): throw the draft away."""

    def get(self, request: StaffRequest, edition_id: UUID) -> HttpResponse:
        return _page(request, edition_id)

    def post(self, request: StaffRequest, edition_id: UUID) -> HttpResponse:
        brand_id = queries.managed_edition(request.actor, edition_id).brand_id
        try:
            actions.drop_edition(actor=request.actor, edition_id=edition_id)
        except DeskError as error:
            return _page(request, edition_id, str(error))
        messages.success(request, _("The draft was thrown away."))
        return HttpResponseRedirect(f"{reverse('desk:editions')}?brand={brand_id}")


class Changes(View):
    """POST: one more change."""

    def post(self, request: StaffRequest, edition_id: UUID) -> HttpResponse:
        try:
            deed, topic_id, data = _change_in(request)
            actions.plan_change(actor=request.actor, edition_id=edition_id, deed=deed, topic_id=topic_id, data=data)
        except DeskError as error:
            return _page(request, edition_id, str(error))
        return _opened(edition_id)


class OneChange(View):
    """POST: take it out of the draft."""

    def post(self, request: StaffRequest, edition_id: UUID, change_id: UUID) -> HttpResponse:
        try:
            actions.drop_change(actor=request.actor, edition_id=edition_id, change_id=change_id)
        except DeskError as error:
            return _page(request, edition_id, str(error))
        return _opened(edition_id)


class Publication(View):
    """POST: the changes are made now, or at `starts_at`."""

    def post(self, request: StaffRequest, edition_id: UUID) -> HttpResponse:
        try:
            moment = _moment(request.POST.get("starts_at", ""))
            actions.publish_edition(actor=request.actor, edition_id=edition_id, starts_at=moment)
        except DeskError as error:
            return _page(request, edition_id, str(error))
        messages.success(
            request, _("The edition was published.") if not moment else _("The edition waits for its moment.")
        )
        return _opened(edition_id)


def _opened(edition_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:edition", kwargs={"edition_id": edition_id}))


def _page(request: StaffRequest, edition_id: UUID, error: str = "") -> HttpResponse:
    edition = queries.managed_edition(request.actor, edition_id)
    topics = queries.topics(edition.brand_id)
    values: dict[str, Any] = {
        "edition": edition,
        "state": queries.state_of(edition),
        "lines": queries.change_lines(edition),
        "topics": [(topic.id, topic.path, topic.reading) for topic in topics],
        "parents": [(topic.id, topic.path) for topic in topics if topic.level < 3],
        "given": request.POST,
        "error": error,
    }
    return render(request, "desk/edition.html", values, status=422 if error else 200)


def _change_in(request: StaffRequest) -> tuple[TopicDeed, UUID | None, dict[str, Any]]:
    given = request.POST
    if given.get("deed") not in set(TopicDeed):
        raise NotPossible(_("Say what to do with the topic."))
    deed, topic_id = TopicDeed(given["deed"]), _id(given.get("topic", ""))
    if deed is TopicDeed.ADD:
        parent = given.get("parent", "")
        return deed, None, {"name": given.get("name", ""), "parent": parent, "needs_record": "needs_record" in given}
    if topic_id is None:
        raise NotPossible(_("Choose a topic."))
    if deed is TopicDeed.RENAME:
        return deed, topic_id, {"name": given.get("name", "")}
    if deed is TopicDeed.SPLIT:
        return deed, topic_id, {"into": _parts(given.getlist("part"), given.getlist("share"))}
    return deed, topic_id, {"into": given.get("into", "")} if deed is TopicDeed.MERGE else {}


def _parts(names: list[str], shares: list[str]) -> list[tuple[str, int]]:
    """Names with their shares in thousandths; an empty share is none of the old cases."""
    found = []
    for name, share in zip(names, shares, strict=False):
        if not name.strip():
            continue
        try:
            found.append((name, round(float(share or 0) * 10)))
        except ValueError:
            raise NotPossible(_("“%(text)s” is not a share in per cent.") % {"text": share}) from None
    return found


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NotPossible(_("This is not a date: %(text)s") % {"text": text}) from None
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
