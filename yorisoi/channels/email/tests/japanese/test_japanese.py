"""Every mail of our Japanese set is read as its writer says."""

import pytest

from .judge import MAILS, differences
from .write import Mail


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.name)
def test_read_as_written(mail: Mail) -> None:
    assert [each for each in differences(mail) if not each[1]] == []


def test_the_set_is_large_and_the_same_in_every_run() -> None:
    names = [mail.name for mail in MAILS]
    assert len(set(names)) == len(names) >= 150
    assert {mail.kind for mail in MAILS} == {
        "person",
        "bulk",
        "auto_reply",
        "out_of_office",
        "bounce_permanent",
        "bounce_delayed",
    }
