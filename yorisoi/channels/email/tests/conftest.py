"""Real parts for the mail tests: our listener, a receiving SMTP server, a private Dovecot; each on a free port."""

from collections.abc import Iterator

import pytest
from django.db import connections

from yorisoi.channels.email.listener import Listener
from yorisoi.channels.email.tests.dovecot import PROGRAM, Dovecot
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.channels.email.tests.tokens import Tokens


@pytest.fixture
def listener(transactional_db: None) -> Iterator[Listener]:
    """Our own LMTP and SMTP listener."""
    each = Listener("127.0.0.1", 0)
    each.start()
    yield each
    each.stop()
    connections.close_all()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A mail server that takes what we send, and can be told to refuse."""
    each = Receiver()
    each.start()
    yield each
    each.stop()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A private IMAP server; without the program the test is left out, and says so."""
    if not PROGRAM:
        pytest.skip("Dovecot is not installed (apt install dovecot-imapd)")
    each = Dovecot()
    try:
        each.start()
        yield each
    finally:
        each.stop()


@pytest.fixture
def tokens() -> Iterator[Tokens]:
    """A token server that knows one refresh token."""
    each = Tokens()
    each.start()
    yield each
    each.stop()
