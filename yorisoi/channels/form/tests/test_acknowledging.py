"""When an acknowledgement is written, and when it waits."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from yorisoi.channels import public
from yorisoi.channels.form.queries import case_number
from yorisoi.channels.form.tasks import LOOKS, acknowledge
from yorisoi.channels.form.testing import make_form
from yorisoi.channels.form.tests.browser import send
from yorisoi.channels.models import Mailbox, Outbound, Received
from yorisoi.kernel import clock, jobs
from yorisoi.kernel.models import Job
from yorisoi.workspace.testing import Brand

pytestmark = pytest.mark.django_db


def run_later(minutes: float = 1) -> None:
    with clock.moved_to(clock.now() + timedelta(minutes=minutes)):
        jobs.run_pending()


def test_it_waits_for_the_number_and_in_the_end_goes_without(brand: Brand, mailbox: Mailbox) -> None:
    form = make_form(brand, reply_mailbox_id=mailbox.pk, confirms=False, acknowledges=True)
    send(Client())
    given = {"received_id": str(Received.objects.get().pk), "form_id": str(form.pk)}
    acknowledge(**given, tries=0)
    assert not Outbound.objects.exists()
    assert Job.objects.filter(name="channels.form.acknowledge", kwargs__tries=1).exists()
    for _time in range(2):
        acknowledge(**given, tries=LOOKS)
    assert "控え番号" in Outbound.objects.get().subject


def test_the_log_says_when_it_was_held_back_and_why(brand: Brand, mailbox: Mailbox) -> None:
    form = make_form(brand, reply_mailbox_id=mailbox.pk, confirms=False, acknowledges=True)
    form.mailbox.config["automatic_limit"] = 0
    form.mailbox.save()
    send(Client())
    received_id = Received.objects.get().pk
    for _time in range(2):
        acknowledge(received_id=str(received_id), form_id=str(form.pk), tries=LOOKS)
    assert Outbound.objects.get().state == "cancelled"
    with translation.override("en"):
        words = [line.words for line in public.received_log(received_id)]
    [held_back] = [each for each in words if "cknowledgement" in each]
    assert held_back.startswith("No acknowledgement was sent to ")
    assert held_back.endswith(": the address already got its automatic messages of today")


def test_it_speaks_the_language_of_the_form(brand: Brand, mailbox: Mailbox) -> None:
    make_form(
        brand, reply_mailbox_id=mailbox.pk, confirms=False, acknowledges=True, languages="en", title_en="Contact us"
    )
    send(Client())
    run_later()
    row = Outbound.objects.get()
    number = case_number(Received.objects.get().pk)
    assert row.subject == f"We received your message (number {number}) – さくら便"
    assert row.automatic


@pytest.mark.parametrize("switched_off", [{"acknowledges": False}, {"f_email": None}])
def test_nobody_is_written_to_unasked(brand: Brand, mailbox: Mailbox, switched_off: dict[str, object]) -> None:
    acknowledges = bool(switched_off.get("acknowledges", True))
    form = make_form(brand, reply_mailbox_id=mailbox.pk, confirms=False, acknowledges=acknowledges)
    form.fields.filter(key="email").update(required=False)
    given: dict[str, Any] = {"f_email": None} if "f_email" in switched_off else {}
    assert send(Client(), **given).status_code == 303
    run_later(5)
    assert not Outbound.objects.exists()
