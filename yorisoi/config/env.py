"""Typed settings from the environment. Nonsense is refused with the variable's name, never guessed around.

Every helper also honours `NAME_FILE`: the value is then read from that file (container secrets).
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class BadSettingError(ValueError):
    """A setting holds a value that cannot be used; the message names it and what is allowed."""


def text(name: str, default: str = "") -> str:
    """The setting as written, without surrounding white space."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf8").strip()
        except OSError as error:
            raise BadSettingError(f"{name}_FILE={file!r} cannot be read: {error.strerror}") from error
    return os.environ.get(name, default).strip()


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """One of the allowed words."""
    value = text(name, default)
    if value not in allowed:
        raise BadSettingError(f"{name}={value!r} is not one of {', '.join(allowed)}")
    return value


def boolean(name: str, default: bool = False) -> bool:
    """true/false, yes/no, on/off, 1/0."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadSettingError(f"{name}={value!r} is neither true nor false")


def integer(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number within [least, most]."""
    value = text(name)
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise BadSettingError(f"{name}={value!r} is not a whole number") from None
    if not least <= number <= most:
        raise BadSettingError(f"{name}={number} is not between {least} and {most}")
    return number


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def address(name: str) -> str:
    """host:port, or nothing; an IPv6 host stands in brackets."""
    value = text(name)
    try:
        parts = urlsplit(f"//{value}")
        if value and not (parts.hostname and parts.port and value == parts.netloc):
            raise ValueError
    except ValueError:
        raise BadSettingError(f"{name}={value!r} does not look like 127.0.0.1:8024") from None
    return value


def url(name: str, default: str) -> str:
    """http://… or https://…, without a slash at the end."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
            raise ValueError
    except ValueError:
        raise BadSettingError(f"{name}={value!r} does not look like https://desk.example.jp") from None
    return value


def time_zone(name: str, default: str) -> str:
    """The name of a zone of the time zone database."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise BadSettingError(f"{name}={value!r} is no time zone; write for example Asia/Tokyo") from None
    return value


def path(name: str, default: Path) -> Path:
    """An absolute path; `~` is the home folder."""
    value = text(name)
    return Path(value).expanduser().resolve() if value else default


@dataclass(frozen=True)
class Database:
    """DATABASE_URL in its parts, ready for Django."""

    vendor: str
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""
    options: tuple[tuple[str, str], ...] = ()


def database(name: str, default: str) -> Database:
    """sqlite:///absolute/path or postgresql://user:password@host:port/name?host=/socket/folder&sslmode=require"""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme == "sqlite":
        if not parts.path.startswith("/") or parts.netloc:
            raise BadSettingError(f"{name}={value!r}: write sqlite:////absolute/path/to/file")
        return Database("sqlite", unquote(parts.path.replace("//", "/", 1)))
    if parts.scheme in {"postgresql", "postgres"}:
        query = dict(parse_qsl(parts.query))
        host = query.pop("host", parts.hostname or "")
        return Database(
            "postgresql",
            unquote(parts.path.lstrip("/")),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            host,
            str(parts.port or ""),
            tuple(query.items()),
        )
    raise BadSettingError(f"{name}: only sqlite:///… and postgresql://… are supported, not {parts.scheme or value!r}")


def mailer(name: str) -> dict[str, Any]:
    """smtp://user:password@host:port (STARTTLS when there is a user), smtps://…, or nothing: to the log."""
    value = text(name)
    if not value:
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadSettingError(f"{name} must look like smtp://user:password@host:587 or smtps://host:465")
    port = parts.port or (465 if parts.scheme == "smtps" else 587)
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": port,
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and bool(parts.username),
            "timeout": 20,
        },
    }
