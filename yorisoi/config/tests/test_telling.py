"""The demo's history as it is told: by the product's own actions, nothing left over, in few statements."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yorisoi.channels.models import Outbound
from yorisoi.config.demo import company, mailserver, telling
from yorisoi.config.demo.history import stories
from yorisoi.desk.actions import counts
from yorisoi.desk.models import Case, Closure, Message, Record
from yorisoi.kernel.models import AuditEntry, Job

UNTIL = datetime(2026, 11, 20, 15, tzinfo=ZoneInfo("Asia/Tokyo"))
CASES = 60


@pytest.mark.django_db
def test_a_history_is_told_to_its_end() -> None:
    plan = list(stories(seed=1, count=CASES, until=UNTIL))
    founded = company.found(smtp_port=2525)
    with telling.letters_of_the_past(), CaptureQueriesContext(connection) as captured:
        telling.tell(founded, plan, UNTIL, lambda _done: None)
    assert [case.subject for case in Case.objects.order_by("number")] == [story.subject for story in plan]
    assert [case.opened_at for case in Case.objects.order_by("number")] == [story.at for story in plan]
    assert counts.kept() == counts.live()
    left = set(Job.objects.exclude(state="done").values_list("name", flat=True))
    assert left <= {"insights.follow"}, "the worker that serves counts the last ones"
    sent = Outbound.objects.all()
    assert {row.state for row in sent} == {"sent"}
    assert len(mailserver.newest(count=1000)) == len(sent)
    assert Message.objects.filter(kind="out", delivery="sent").count() == len(sent)
    closed = Case.objects.filter(status="done")
    assert closed.count() == Closure.objects.filter(reopened_at=None).count() > CASES // 2
    assert not closed.filter(topic__needs_record=True).exclude(id__in=Record.objects.values("case_id")).exists()
    assert not AuditEntry.objects.filter(kind="case", at__gt=UNTIL).exists()
    assert len(captured) / CASES < 90, "statements a case, savepoints and first ones too"
