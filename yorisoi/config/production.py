"""`yorisoi check`: settings that are fine on a desk and unsafe on the internet."""

from collections.abc import Iterator

from django.conf import settings
from django.core.checks import run_checks


def unsafe() -> Iterator[str]:
    """One sentence for each unsafe setting: what it is, why it matters, what to set."""
    if settings.DEBUG:
        yield "YORISOI_DEBUG is on: error pages show code and data to anybody. Unset it."
    if settings.DEMO:
        yield "YORISOI_DEMO is on: the demo's people have known passwords. Unset it."
    if not settings.PUBLIC_URL.startswith("https://"):
        yield f"YORISOI_URL is {settings.PUBLIC_URL}: cookies travel in the clear. Set it to https://…"
    if "*" in settings.ALLOWED_HOSTS:
        yield "YORISOI_HOSTS allows every host name: links in mails can be forged. List your own host names."
    key = settings.DATA_DIR / "secret-key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield f"The secret key file {key.name} can be read by other users of this machine. Set its mode to 600."
    if len(settings.SECRET_KEY) < 40:
        yield "SECRET_KEY is shorter than 40 characters: sessions could be forged. Let Yorisoi make one."
    if settings.DATA_DIR.exists() and settings.DATA_DIR.stat().st_mode & 0o007:
        yield "The data folder can be read by other users of this machine: it holds mails. Set its mode to 750 or less."
    if not settings.SYSTEM_MAIL_URL:
        yield "YORISOI_SYSTEM_MAIL_URL is not set: invitations and password resets are only written to the log."
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and settings.WORKER == "separate":
        yield "YORISOI_WORKER=separate with SQLite: several processes write one file. Use PostgreSQL (DATABASE_URL)."
    if settings.WORKER == "separate" and not settings.REDIS_URL:
        yield "YORISOI_WORKER=separate without REDIS_URL: live updates do not cross processes."


def report() -> int:
    """Print what is unsafe; 0 when nothing is."""
    found = [*unsafe(), *(f"{message.msg} ({message.id})" for message in run_checks())]
    for sentence in found:
        print(f"- {sentence}")
    print(f"{len(found)} unsafe settings" if found else "All settings are safe for production.")
    return 1 if found else 0
