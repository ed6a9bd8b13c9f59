"""Access tokens, from a real token server on loopback, for a real Dovecot and a real SMTP server."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from yorisoi.channels.email import imap_session, smtp
from yorisoi.channels.email.account import NotSetUp, OAuth2, imap_of, sealed, secrets_of, smtp_of
from yorisoi.channels.email.diagnosis import in_words
from yorisoi.channels.email.oauth import NoToken, access_token
from yorisoi.channels.email.sasl import SignIn, TokenRefused, mechanism_of
from yorisoi.channels.email.tests.dovecot import PROGRAM, Dovecot
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.channels.email.tests.tokens import Tokens
from yorisoi.channels.email.trial import try_mailbox
from yorisoi.channels.models import Mailbox
from yorisoi.channels.testing import make_mailbox
from yorisoi.workspace.testing import Brand


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


USER = "mail@sakura.example"


def oauth2(url: str, secret: str = "right", grant: str = "refresh_token") -> OAuth2:
    return OAuth2(url, "yorisoi", "mail", grant, secret, "r3fresh")


def signed_in(brand: Brand, tokens: Tokens, *, imap: int = 1, smtp_port: int = 1) -> Mailbox:
    """A mailbox whose owner gave consent."""
    server: dict[str, Any] = {"host": "127.0.0.1", "security": "none", "user": USER}
    config = {
        "incoming": "imap",
        "imap": {**server, "port": imap, "folders": ["INBOX"]},
        "smtp": {**server, "port": smtp_port},
        "oauth2": {
            "token_url": tokens.url,
            "authorize_url": "https://accounts.example/authorize?prompt=consent",
            "client_id": "yorisoi",
            "scope": "mail",
            "grant": "refresh_token",
        },
    }
    secret = sealed({"client_secret": "right", "refresh_token": "r3fresh"})
    return make_mailbox(brand, USER, config=config, secret=secret)


@pytest.fixture(params=["xoauth2", "oauthbearer"])
def dovecot_by_token(request: pytest.FixtureRequest, tokens: Tokens) -> Iterator[Dovecot]:
    if not PROGRAM:
        pytest.skip("Dovecot is not installed (apt install dovecot-imapd)")
    each = Dovecot(f"http://127.0.0.1:{tokens.port}/introspect", mechanisms=request.param)
    try:
        each.start()
        yield each
    finally:
        each.stop()


@pytest.fixture(params=[False, True], ids=["xoauth2", "oauthbearer"])
def receiver_by_token(request: pytest.FixtureRequest, tokens: Tokens) -> Iterator[Receiver]:
    each = Receiver(tokens=tokens, bearer=request.param)
    each.start()
    yield each
    each.stop()


def test_a_token_is_asked_for_once_and_kept(tokens: Tokens) -> None:
    asked = oauth2(tokens.url)
    assert access_token(asked) == access_token(asked) == "t1"
    [form] = tokens.asked
    assert (form["grant_type"], form["refresh_token"]) == ("refresh_token", "r3fresh")


def test_a_token_that_ends_soon_is_replaced(tokens: Tokens) -> None:
    tokens.expires_in = 100
    assert [access_token(oauth2(tokens.url)), access_token(oauth2(tokens.url))] == ["t1", "t2"]


def test_an_application_sends_no_refresh_token(tokens: Tokens) -> None:
    access_token(oauth2(tokens.url, grant="client_credentials"))
    assert "refresh_token" not in tokens.asked[0]


def test_a_refusal_is_told_in_the_servers_words(tokens: Tokens) -> None:
    with pytest.raises(NoToken, match=r"401 .*invalid_client") as refused:
        access_token(oauth2(tokens.url, secret="wrong"))
    assert "client ID or client secret" in in_words(refused.value, "imap")


def test_no_secret_goes_over_the_net_in_the_open() -> None:
    with pytest.raises(NotSetUp):
        access_token(oauth2("http://tokens.example/token"))


def test_the_words_of_both_mechanisms() -> None:
    known = {"user": "a,b@example.com", "token": "t", "host": "imap.example", "port": 993}
    assert SignIn("XOAUTH2", **known)() == "user=a,b@example.com\x01auth=Bearer t\x01\x01"  # type: ignore[arg-type]
    bearer = SignIn("OAUTHBEARER", **known)  # type: ignore[arg-type]
    assert bearer(b"") == "n,a=a=2Cb@example.com,\x01host=imap.example\x01port=993\x01auth=Bearer t\x01\x01"
    assert bearer(b'{"status":"invalid_token"}') == "\x01"
    assert bearer.refusal == "status=invalid_token"
    with pytest.raises(TokenRefused) as neither:
        mechanism_of(["PLAIN", "LOGIN"])
    assert "offers no sign-in by token; it offers: LOGIN PLAIN" in in_words(neither.value, "imap")


@pytest.mark.django_db
def test_dovecot_lets_a_token_in(dovecot_by_token: Dovecot, tokens: Tokens, brand: Brand) -> None:
    mailbox = signed_in(brand, tokens, imap=dovecot_by_token.port)
    with imap_session.session(imap_of(mailbox).server) as client:
        assert b"EXISTS" in client.select_folder("INBOX")


@pytest.mark.django_db
def test_a_token_that_dovecot_takes_no_more_is_replaced_once(
    dovecot_by_token: Dovecot, tokens: Tokens, brand: Brand
) -> None:
    server = imap_of(signed_in(brand, tokens, imap=dovecot_by_token.port)).server
    with imap_session.session(server):
        pass
    tokens.access.clear()
    with imap_session.session(server):
        pass
    assert list(tokens.access) == ["t2"]


@pytest.mark.django_db
def test_a_token_for_another_account_is_refused_in_words(
    dovecot_by_token: Dovecot, tokens: Tokens, brand: Brand
) -> None:
    tokens.user = "somebody@sakura.example"
    finding = try_mailbox(signed_in(brand, tokens, imap=dovecot_by_token.port))[0]
    assert not finding.right
    assert "is the user name the account that gave consent" in finding.words


@pytest.mark.django_db
def test_smtp_lets_a_token_in_and_replaces_it_once(receiver_by_token: Receiver, tokens: Tokens, brand: Brand) -> None:
    server = smtp_of(signed_in(brand, tokens, smtp_port=receiver_by_token.port))
    smtp.connect(server).quit()
    tokens.access.clear()
    connection = smtp.connect(server)
    assert connection.mail(USER)[0] == 250
    connection.quit()
    assert list(tokens.access) == ["t2"]


@pytest.mark.django_db
def test_smtp_refuses_another_account_in_words(receiver_by_token: Receiver, tokens: Tokens, brand: Brand) -> None:
    tokens.user = "somebody@sakura.example"
    with pytest.raises(TokenRefused) as refused:
        smtp.connect(smtp_of(signed_in(brand, tokens, smtp_port=receiver_by_token.port)))
    words = in_words(refused.value, "smtp")
    assert "The SMTP server does not take the token" in words
    assert "status=401" in words


@pytest.mark.django_db
def test_a_refresh_token_given_in_place_of_the_used_one_is_kept(tokens: Tokens, brand: Brand) -> None:
    tokens.rotate = True
    mailbox = signed_in(brand, tokens)
    stale = smtp_of(mailbox).oauth2
    assert stale is not None
    access_token(stale)
    mailbox.refresh_from_db()
    assert secrets_of(mailbox) == {"client_secret": "right", "refresh_token": "refresh1"}
    # another process still holds the one that is void by now
    assert access_token(stale, refused="t1") == "t3"
    assert [each["refresh_token"] for each in tokens.asked] == ["r3fresh", "r3fresh", "refresh1"]
    mailbox.refresh_from_db()
    assert secrets_of(mailbox)["refresh_token"] == "refresh3"


@pytest.mark.django_db
def test_consent_that_was_withdrawn_is_told_in_words(tokens: Tokens, brand: Brand) -> None:
    tokens.refresh.clear()
    for finding in try_mailbox(signed_in(brand, tokens)):
        assert not finding.right
    found = smtp_of(Mailbox.objects.get()).oauth2
    assert found is not None
    with pytest.raises(NoToken) as withdrawn:
        access_token(found)
    assert in_words(withdrawn.value, "imap").startswith("The consent has expired or was withdrawn.")
