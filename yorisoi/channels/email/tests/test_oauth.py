"""Access tokens, from a real token server on loopback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from yorisoi.channels.email.account import NotSetUp, OAuth2
from yorisoi.channels.email.oauth import NoToken, access_token, sign_in_string

ASKED: list[dict[str, list[str]]] = []


class Tokens(BaseHTTPRequestHandler):
    """Gives a token for the right secret."""

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        ASKED.append(form)
        right = form.get("client_secret") == ["right"]
        content = {"access_token": f"t{len(ASKED)}", "expires_in": 3600} if right else {"error": "invalid_client"}
        self.send_response(200 if right else 401)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *_words: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def token_url() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Tokens)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    ASKED.clear()
    yield f"http://127.0.0.1:{server.server_port}/token"
    server.shutdown()
    thread.join()
    server.server_close()


def oauth2(url: str, secret: str = "right", grant: str = "refresh_token") -> OAuth2:
    return OAuth2(url, "yorisoi", "mail", grant, secret, "r3fresh")


def test_a_token_is_asked_for_once_and_kept(token_url: str) -> None:
    assert access_token(oauth2(token_url)) == access_token(oauth2(token_url)) == "t1"
    [form] = ASKED
    assert (form["grant_type"], form["refresh_token"]) == (["refresh_token"], ["r3fresh"])


def test_an_application_sends_no_refresh_token(token_url: str) -> None:
    access_token(oauth2(token_url, grant="client_credentials"))
    assert "refresh_token" not in ASKED[0]


def test_a_refusal_is_told_in_the_servers_words(token_url: str) -> None:
    with pytest.raises(NoToken, match=r"401 .*invalid_client"):
        access_token(oauth2(token_url, secret="wrong"))


def test_no_secret_goes_over_the_net_in_the_open() -> None:
    with pytest.raises(NotSetUp):
        access_token(oauth2("http://tokens.example/token"))


def test_the_words_of_xoauth2() -> None:
    assert sign_in_string("a@example.com", "t") == "user=a@example.com\x01auth=Bearer t\x01\x01"
