"""The one ASGI process: async routes of the capabilities on the loop, every Django page on the fixed pool of threads.

`app` owns, through its lifespan, the live hub, the embedded worker and the mail listener.
"""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yorisoi.config.settings")

import django

django.setup()

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from yorisoi.config import health
from yorisoi.config.background import Background
from yorisoi.config.bridge import Pages
from yorisoi.kernel import pool

logger = logging.getLogger(__name__)


def async_routes() -> list[BaseRoute]:
    """The routes that capabilities export from their asgi.py, low to high."""
    routes: list[BaseRoute] = [*health.routes]
    for name in settings.CAPABILITIES:
        if name != "config" and find_spec(f"yorisoi.{name}.asgi"):
            routes += import_module(f"yorisoi.{name}.asgi").routes
    return routes


def django_pages() -> Pages:
    """Django through WSGI: measured at half the CPU of its ASGI handler, and connections persist."""
    return Pages(WSGIHandler(), pool.executor())


@asynccontextmanager
async def lifespan(_app: Starlette) -> AsyncIterator[None]:
    """Everything that runs beside the pages."""
    background = Background()
    await background.start()
    try:
        yield
    finally:
        await background.stop()


app = Starlette(routes=[*async_routes(), Mount("/", app=django_pages())], lifespan=lifespan)
