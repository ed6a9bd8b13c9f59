"""Pages cross from the threads to the loop whole, streams piece by piece; both arrive as they were made."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse

from yorisoi.config.bridge import Pages


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


class Handler:
    """A WSGI handler as Django's: the answer it gives back is a response, to be closed in the end."""

    def __init__(self, make: Callable[[dict[str, Any]], HttpResponseBase]) -> None:
        self.make = make
        self.answers: list[HttpResponseBase] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> HttpResponseBase:
        answer = self.make(environ)
        self.answers.append(answer)
        start_response(f"{answer.status_code} {answer.reason_phrase}", [*answer.items(), ("Set-Cookie", "a=ä")])
        return answer


def ask(
    threads: ThreadPoolExecutor, make: Callable[[dict[str, Any]], HttpResponseBase], content: Iterable[bytes] = ()
) -> tuple[httpx.Response, Handler]:
    handler = Handler(make)

    async def run() -> httpx.Response:
        async def pieces() -> Any:
            for piece in content:
                yield piece

        transport = httpx.ASGITransport(app=Pages(handler, threads))
        async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
            return await client.post("/cases/7/?a=1", content=pieces())

    return asyncio.run(run()), handler


def test_a_whole_page_arrives_with_its_headers(threads: ThreadPoolExecutor) -> None:
    answer, handler = ask(threads, lambda _environ: HttpResponse("案件", status=422, headers={"X-Two": "2"}))
    assert (answer.status_code, answer.text, answer.headers["x-two"]) == (422, "案件", "2")
    assert answer.headers.get_list("set-cookie") == ["a=ä"]
    assert handler.answers[0].closed


def test_a_stream_arrives_piece_by_piece_and_is_closed(threads: ThreadPoolExecutor) -> None:
    answer, handler = ask(threads, lambda _environ: StreamingHttpResponse(iter([b"a" * 70_000, b"", b"b"])))
    assert answer.content == b"a" * 70_000 + b"b"
    assert handler.answers[0].closed


def test_a_file_arrives(threads: ThreadPoolExecutor) -> None:
    answer, _handler = ask(threads, lambda _environ: FileResponse(open(__file__, "rb"), filename="件.py"))  # noqa: SIM115
    with open(__file__, "rb") as here:
        assert answer.content == here.read()
    assert "filename" in answer.headers["content-disposition"]


def test_what_is_sent_in_pieces_is_read_whole(threads: ThreadPoolExecutor) -> None:
    def echo(environ: dict[str, Any]) -> HttpResponse:
        return HttpResponse(
            f"{environ['PATH_INFO']} {environ['QUERY_STRING']} ".encode() + environ["wsgi.input"].read()
        )

    answer, _handler = ask(threads, echo, [b"one", b"two"])
    assert answer.content == b"/cases/7/ a=1 onetwo"


def test_a_handler_that_fails_is_not_silent(threads: ThreadPoolExecutor) -> None:
    def fails(_environ: dict[str, Any]) -> HttpResponse:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        ask(threads, fails)


def test_there_is_no_page_that_speaks_websocket(threads: ThreadPoolExecutor) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    asyncio.run(Pages(Handler(lambda _environ: HttpResponse()), threads)({"type": "websocket"}, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1000}]
