"""A contact form of さくら便, answered from its support mailbox, and what a browser sends for it."""

import pytest

from yorisoi.channels.form.testing import Form, make_form
from yorisoi.channels.models import Mailbox
from yorisoi.workspace.testing import Brand


@pytest.fixture
def form(brand: Brand, mailbox: Mailbox) -> Form:
    """/forms/contact/, without a confirmation page."""
    return make_form(brand, reply_mailbox_id=mailbox.pk, confirms=False)


@pytest.fixture
def other_form(other_brand: Brand) -> Form:
    """/forms/momiji/ of the other brand."""
    return make_form(other_brand, "momiji", name="もみじ館の窓口")
