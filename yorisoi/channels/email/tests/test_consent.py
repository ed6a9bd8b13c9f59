"""/settings/mailboxes/…/consent/: signing in at the mail service and coming back."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from yorisoi.channels.email.account import secrets_of
from yorisoi.channels.email.oauth_presets import TITLES, preset
from yorisoi.channels.email.tests.test_oauth import USER, signed_in
from yorisoi.channels.email.tests.tokens import Tokens
from yorisoi.channels.models import Mailbox
from yorisoi.kernel import audit
from yorisoi.workspace.testing import Brand, Staff, client_of

pytestmark = pytest.mark.django_db

RETURN = "/settings/mailboxes/consent/"


def page(mailbox: Mailbox, name: str = "consent") -> str:
    return reverse(f"channels:{name}", kwargs={"mailbox_id": mailbox.pk})


@pytest.fixture
def asking(brand: Brand, tokens: Tokens) -> Mailbox:
    return signed_in(brand, tokens)


def asked(client: Client, mailbox: Mailbox) -> dict[str, str]:
    """What the browser is sent away with."""
    answer = client.get(page(mailbox))
    assert answer.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}


def told(client: Client, url: str) -> str:
    return client.get(url, follow=True).content.decode()


def test_the_owner_is_asked_with_pkce(asking: Mailbox, sato: Staff) -> None:
    answer = client_of(sato).get(page(asking))
    assert answer["Location"].startswith("https://accounts.example/authorize?prompt=consent&")
    found = asked(client_of(sato), asking)
    assert (found["response_type"], found["client_id"], found["scope"]) == ("code", "yorisoi", "mail")
    assert (found["code_challenge_method"], found["login_hint"]) == ("S256", USER)
    assert found["redirect_uri"].endswith(RETURN)
    assert len(found["state"]) >= 32
    assert found["state"] != asked(client_of(sato), asking)["state"]


def test_the_code_becomes_a_sealed_refresh_token(asking: Mailbox, tokens: Tokens, sato: Staff) -> None:
    client = client_of(sato)
    found = asked(client, asking)
    tokens.codes["c0de"] = found["code_challenge"]
    assert "同意が得られました" in told(client, f"{RETURN}?state={found['state']}&code=c0de")
    asking.refresh_from_db()
    assert secrets_of(asking) == {"client_secret": "right", "refresh_token": "refresh1"}
    assert "refresh1" not in asking.secret
    hashed = urlsafe_b64encode(sha256(tokens.asked[0]["code_verifier"].encode()).digest()).decode()
    assert hashed.rstrip("=") == found["code_challenge"]
    assert list(audit.entries("mailbox", asking.pk))[-1].data == {"changed": ["secret"]}
    # the same answer once more belongs to nothing any more
    assert "対応するサインインが見つかりません" in told(client, f"{RETURN}?state={found['state']}&code=c0de")


def test_an_answer_that_nobody_here_asked_for_changes_nothing(asking: Mailbox, tokens: Tokens, sato: Staff) -> None:
    client = client_of(sato)
    asked(client, asking)
    tokens.codes["c0de"] = "anything"
    assert "対応するサインインが見つかりません" in told(client, f"{RETURN}?state=forged&code=c0de")
    assert not tokens.asked
    assert "対応するサインインが見つかりません" in told(client_of(sato), f"{RETURN}?code=c0de")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("error=access_denied&error_description=They+said+no", "同意が拒否されました。(access_denied They said no)"),
        ("code=unknown", "同意の期限が切れたか、取り消されました"),
        ("", "no code"),
    ],
)
def test_what_went_wrong_is_told_in_words(asking: Mailbox, sato: Staff, query: str, words: str) -> None:
    client = client_of(sato)
    found = asked(client, asking)
    assert words in told(client, f"{RETURN}?state={found['state']}&{query}")
    asking.refresh_from_db()
    assert secrets_of(asking)["refresh_token"] == "r3fresh"


def test_a_service_that_gives_no_refresh_token_is_told(asking: Mailbox, tokens: Tokens, sato: Staff) -> None:
    client = client_of(sato)
    found = asked(client, asking)
    tokens.codes["c0de"], tokens.without_refresh = found["code_challenge"], True
    assert "リフレッシュトークンが渡されなかった" in told(client, f"{RETURN}?state={found['state']}&code=c0de")


def test_consent_four_ways(
    asking: Mailbox, mailbox: Mailbox, other_mailbox: Mailbox, sato: Staff, suzuki: Staff, tanaka: Staff
) -> None:
    assert client_of(suzuki).get(page(asking)).status_code == 403
    assert client_of(tanaka).get(page(asking)).status_code == 404
    assert client_of(sato).get(page(other_mailbox)).status_code == 404
    assert client_of(sato).post(page(asking)).status_code == 405
    assert client_of(sato).post(RETURN).status_code == 405
    assert "No sign-in with consent is set up" in told(client_of(sato), page(mailbox))


def test_whoever_may_no_more_manage_it_brings_no_consent(
    asking: Mailbox, tokens: Tokens, sato: Staff, suzuki: Staff
) -> None:
    client = client_of(sato)
    found = asked(client, asking)
    theirs = client_of(suzuki)
    session = theirs.session
    session["channels.consent"] = client.session["channels.consent"]
    session.save()
    assert theirs.get(f"{RETURN}?state={found['state']}&code=c0de").status_code == 403
    assert not tokens.asked


@pytest.mark.parametrize("service", TITLES)
def test_a_service_fills_the_form_in(mailbox: Mailbox, sato: Staff, service: str) -> None:
    for url in ("/settings/mailboxes/new/", page(mailbox, "mailbox")):
        shown = client_of(sato).get(f"{url}?service={service}").content.decode()
        for name in ("imap_host", "smtp_host", "token_url"):
            assert f'value="{preset(service)[name]}"' in shown
    assert mailbox.address in client_of(sato).get(f"{page(mailbox, 'mailbox')}?service={service}").content.decode()
    assert client_of(sato).get("/settings/mailboxes/new/?service=nobody").status_code == 200


def test_the_page_says_how_far_consent_is(asking: Mailbox, sato: Staff) -> None:
    shown = client_of(sato).get(page(asking, "mailbox")).content.decode()
    assert "同意済み" in shown
    assert RETURN in shown
    assert page(asking) in shown
    Mailbox.objects.update(secret="")
    assert "まだ同意がありません" in client_of(sato).get(page(asking, "mailbox")).content.decode()
