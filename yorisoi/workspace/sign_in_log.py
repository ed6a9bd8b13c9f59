"""Signing in, out and failing to, written to the audit log: who, from where, with which browser."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from yorisoi.kernel import audit
from yorisoi.kernel.ids import uuid7
from yorisoi.workspace.models import User
from yorisoi.workspace.signin import tried_name

KIND = "sign_in"
_LONGEST_AGENT = 300


def listen() -> None:
    """Hear what Django says about signing in; asked once, when the app is ready."""
    user_logged_in.connect(_came, dispatch_uid="workspace.came")
    user_logged_out.connect(_went, dispatch_uid="workspace.went")
    user_login_failed.connect(_failed, dispatch_uid="workspace.failed")


def _came(request: HttpRequest | None = None, user: Any = None, **_more: Any) -> None:
    _note("signed_in", request, user)


def _went(request: HttpRequest | None = None, user: Any = None, **_more: Any) -> None:
    if user is not None:
        _note("signed_out", request, user)


def _failed(request: HttpRequest | None = None, credentials: Any = None, **_more: Any) -> None:
    """Of an address nobody has, only the address is kept: it may be a slip of the pen, or a probe."""
    tried = tried_name(request, credentials)
    _note("sign_in_failed", request, User.objects.filter(email=tried).first() if tried else None, tried)


def _note(verb: str, request: HttpRequest | None, user: User | None, tried: str = "") -> None:
    staff = getattr(user, "staff", None) if user is not None else None
    headers = request.headers if request is not None else {}
    address = str(request.META.get("REMOTE_ADDR", "")) if request is not None else ""
    name = staff.display_name if staff is not None else ""
    audit.record(
        staff.id if staff is not None else None,
        f"{KIND}.{verb}",
        KIND,
        staff.id if staff is not None else uuid7(),
        actor_name=name or (user.email if user is not None else tried),
        ip=address,
        agent=headers.get("User-Agent", "")[:_LONGEST_AGENT],
        tried=tried,
    )
