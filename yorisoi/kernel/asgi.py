"""The kernel's routes on the event loop."""

from starlette.routing import BaseRoute, Route

from yorisoi.kernel.live.stream import LiveStream, poll

routes: list[BaseRoute] = [
    Route("/live", LiveStream()),
    Route("/live/poll", poll, methods=["GET"]),
]
