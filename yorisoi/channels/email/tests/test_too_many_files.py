"""More files than may be sent at a time, from a browser without scripts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from yorisoi.channels.email.models import MailImport
from yorisoi.channels.models import Mailbox
from yorisoi.workspace.testing import Staff, client_of

pytestmark = pytest.mark.django_db

LIST = "/settings/imports/"


def files(count: int) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{number}.eml", b"From: a@example.com\r\n\r\nx") for number in range(count)]


def careful(staff: Staff) -> Client:
    """A client like a browser: safety tokens are checked before any view is asked."""
    client = client_of(staff)
    client.handler.enforce_csrf_checks = True
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("checked", [True, False])
def test_the_answer_is_a_page_that_says_what_to_do(mailbox: Mailbox, sato: Staff, checked: bool) -> None:
    client = careful(sato) if checked else client_of(sato)
    client.raise_request_exception = False
    token = client.get(LIST).cookies["csrftoken"].value if checked else ""
    answer = client.post(LIST, {"csrfmiddlewaretoken": token, "mailbox_id": str(mailbox.pk), "mails": files(101)})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "一度に送れるファイルは100個までです" in page
    assert "zipにまとめてください" in page
    assert "/ui/style." in page
    assert not MailImport.objects.exists()


def test_too_many_fields_say_so(sato: Staff, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    client = client_of(sato)
    client.raise_request_exception = False
    answer = client.post(LIST, {f"f{number}": "x" for number in range(20)})
    assert (answer.status_code, "一度に送れる量を超えています" in answer.content.decode()) == (400, True)
