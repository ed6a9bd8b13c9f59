"""The mail as it was sent, from its message."""

import pytest
from django.urls import reverse

from yorisoi.channels.testing import Outbound
from yorisoi.desk import actions
from yorisoi.desk.models import Case, Message
from yorisoi.kernel import files
from yorisoi.workspace.testing import Staff, actor, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(case: Case, sato: Staff) -> Message:
    """An answer that is in the outbox."""
    actions.reply(actor=actor(sato), case_id=case.id, draft=actions.Draft("お調べします。", to=("yamada@example.com",)))
    return Message.objects.get(kind="out")


def test_it_is_byte_for_byte_what_was_handed_over(answer: Message, sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    url = reverse("desk:message-original", kwargs={"message_id": answer.id})
    assert client_of(sato).get(url).status_code == 404
    Outbound.objects.filter(pk=str(answer.outbound_id)).update(
        file=files.store(b"From: us\r\n\r\nhello\r\n", "mail.eml")
    )
    got = client_of(suzuki).get(url)
    assert b"".join(got.streaming_content) == b"From: us\r\n\r\nhello\r\n"  # type: ignore[attr-defined]
    assert f"{answer.case.number}-sent.eml" in got["Content-Disposition"]
    assert client_of(tanaka).get(url).status_code == 404
    assert client_of(sato).post(url).status_code == 405


def test_the_case_offers_it_once_it_left(answer: Message, sato: Staff) -> None:
    page = reverse("desk:case", kwargs={"number": answer.case.number})
    url = reverse("desk:message-original", kwargs={"message_id": answer.id})
    assert url not in client_of(sato).get(page).content.decode()
    Message.objects.filter(pk=answer.id).update(delivery="sent")
    assert url in client_of(sato).get(page).content.decode()
