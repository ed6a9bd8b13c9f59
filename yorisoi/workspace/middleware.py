"""Puts the acting person on every request, and turns refusals of any depth into designed pages."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from yorisoi.workspace.contracts import NOBODY, Actor
from yorisoi.workspace.models import User
from yorisoi.workspace.queries.actors import actor_of_user


class ActorMiddleware:
    """`request.actor`: loaded when first asked for; NOBODY when nobody is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    return actor_of_user(request.user) if isinstance(request.user, User) else NOBODY
