"""A real token server on loopback: tokens for codes and refresh tokens, and for Dovecot the word which are good."""

import json
import threading
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Tokens:
    """`codes`: {code: PKCE challenge}; `refresh`: the refresh tokens that are good; `access`: {token: user}.

    rotate: each refresh gives another refresh token and the used one is void.
    """

    secret: str = "right"
    user: str = "mail@sakura.example"
    codes: dict[str, str] = field(default_factory=dict)
    refresh: set[str] = field(default_factory=lambda: {"r3fresh"})
    access: dict[str, str] = field(default_factory=dict)
    rotate: bool = False
    without_refresh: bool = False
    expires_in: int = 3600
    asked: list[dict[str, str]] = field(default_factory=list)
    port: int = 0
    _server: ThreadingHTTPServer | None = None
    _thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The token endpoint."""
        return f"http://127.0.0.1:{self.port}/token"

    def start(self) -> None:
        tokens = self

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                flat = {name: values[0] for name, values in form.items()}
                known = urlsplit(self.path).path == "/introspect"
                status, said = tokens.introspect(flat) if known else tokens.answer(flat)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            def log_message(self, *_words: object) -> None:
                """Nothing on the terminal."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Answers)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def answer(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """RFC 6749 §4.1.3, §4.4 and §6, with RFC 7636."""
        self.asked.append(form)
        if form.get("client_secret") != self.secret:
            return 401, {"error": "invalid_client"}
        if form["grant_type"] == "authorization_code":
            digest = sha256(form.get("code_verifier", "").encode()).digest()
            if self.codes.pop(form["code"], None) != urlsafe_b64encode(digest).decode().rstrip("="):
                return 400, {"error": "invalid_grant", "error_description": "code or verifier is wrong"}
        elif form["grant_type"] == "refresh_token" and form["refresh_token"] not in self.refresh:
            return 400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
        token = f"t{len(self.asked)}"
        self.access[token] = self.user
        said = {"access_token": token, "expires_in": self.expires_in}
        if form["grant_type"] == "authorization_code" and not self.without_refresh:
            said["refresh_token"] = self._new_refresh()
        elif form["grant_type"] == "refresh_token" and self.rotate:
            self.refresh.discard(form["refresh_token"])
            said["refresh_token"] = self._new_refresh()
        return 200, said

    def _new_refresh(self) -> str:
        token = f"refresh{len(self.asked)}"
        self.refresh.add(token)
        return token

    def introspect(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """RFC 7662, as Dovecot asks."""
        user = self.access.get(form.get("token", ""))
        return 200, {"active": True, "username": user} if user else {"active": False}
