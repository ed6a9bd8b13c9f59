"""A real server on loopback that keeps mails for those who may fetch them: the API of a service, and S3."""

import json
import threading
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from yorisoi.channels.email.providers.fetching import Access
from yorisoi.channels.email.providers.s3 import signed_headers


@dataclass
class Keeping:
    """`lies`: {path: content}; `open_paths` need no key. down: it answers 503. s3: requests are signed for S3."""

    key: str = "re_0123"
    lies: dict[str, bytes] = field(default_factory=dict)
    open_paths: set[str] = field(default_factory=set)
    headers: dict[str, str] = field(default_factory=dict)
    down: bool = False
    s3: Access | None = None
    asked: list[str] = field(default_factory=list)
    port: int = 0
    _server: ThreadingHTTPServer | None = None
    _thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        keeping = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, content = keeping.answer(self.path, dict(self.headers.items()))
                self.send_response(status)
                for name, value in keeping.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_words: object) -> None:
                """Nothing on the terminal."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def answer(self, path: str, headers: dict[str, str]) -> tuple[int, bytes]:
        self.asked.append(path)
        if self.down:
            return 503, b"busy"
        if path not in self.open_paths and not self._may(path, headers):
            return 403, b"AccessDenied"
        found = self.lies.get(path)
        return (200, found) if found is not None else (404, b"NoSuchKey")

    def _may(self, path: str, headers: dict[str, str]) -> bool:
        if self.s3 is None:
            given = headers.get("Authorization") or headers.get("Api-Key") or headers.get("api-key") or ""
            return given.removeprefix("Bearer ") == self.key
        folded = {name.lower(): value for name, value in headers.items()}
        stamp = datetime.strptime(folded.get("x-amz-date", ""), "%Y%m%dT%H%M%SZ")  # noqa: DTZ007 (UTC by its Z)
        right = signed_headers(f"http://{folded['host']}{path}", "ap-northeast-1", self.s3, stamp)
        return folded.get("authorization") == right["Authorization"]

    def keep_mail(self, path: str, raw: bytes, about: str, name: str) -> None:
        """A mail as an API tells of it: at `about` stands where it can be downloaded."""
        self.lies[path], self.open_paths = raw, {path}
        place = {"download_url": f"{self.url}{path[1:]}"}
        said = {"raw": place} if name == "raw" else {name: place["download_url"]}
        self.lies[about] = json.dumps(said).encode()
