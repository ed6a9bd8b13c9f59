"""`yorisoi`: what an administrator types. Each command lives in a module of its own; this file only lists them."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from yorisoi.config import env

type Command = Callable[[argparse.Namespace], int]


def serve(options: argparse.Namespace) -> int:
    """Serve pages, live updates and (unless YORISOI_WORKER=separate) background work in one process."""
    from yorisoi.config import server

    server.needs_port(options.host, options.port)
    server.prepare()
    server.run(host=options.host, port=options.port)
    return 0


def worker(options: argparse.Namespace) -> int:
    """Run background jobs; start as many as you like, on any machine that reaches the database."""
    from yorisoi.config import server

    return server.run_worker(threads=options.threads)


def lmtp(_options: argparse.Namespace) -> int:
    """Take mail in a process of its own (YORISOI_LMTP_LISTEN), beside web servers with YORISOI_LISTENER=separate."""
    from yorisoi.config import server

    return server.run_listener()


def migrate(_options: argparse.Namespace) -> int:
    """Bring the database up to this version. Safe to repeat."""
    from yorisoi.config import server

    server.migrate(quiet=False)
    return 0


def check(_options: argparse.Namespace) -> int:
    """Name each setting that is unsafe for production. Exit code 1 if there is one."""
    from yorisoi.config import production

    return production.report()


def doctor(options: argparse.Namespace) -> int:
    """Test mail in and out, the live stream, the worker's heartbeat, disk, search index and clock."""
    from yorisoi.config.doctor import report

    return report(options.url, options.language)


def admin(options: argparse.Namespace) -> int:
    """Make the first administrator, or another one; prints the address of the page to set a password."""
    from yorisoi.config import administrator

    return administrator.make(email=options.email, name=options.name)


def demo(options: argparse.Namespace) -> int:
    """Serve a believable company with its own mail server; data is kept between runs."""
    from yorisoi.config.demo import run

    return run.demo(options)


def import_mails(options: argparse.Namespace) -> int:
    """Import .eml, mbox, maildir, zip or folders of them into a mailbox. Repeating it makes no doubles."""
    from yorisoi.config import mail_import

    names = ("paths", "mailbox", "dry_run", "closed", "resume", "report")
    return mail_import.run(mail_import.Options(**{name: getattr(options, name) for name in names}))


def reindex(_options: argparse.Namespace) -> int:
    """Build the search index anew from cases, messages and customers."""
    from yorisoi.config import maintenance

    return maintenance.reindex()


def recount(_options: argparse.Namespace) -> int:
    """Read every case again and make all facts and sums of the numbers anew; they come out the same."""
    from yorisoi.config import maintenance

    return maintenance.recount()


def backup(options: argparse.Namespace) -> int:
    """Write everything into one file while people work: database, files, key."""
    from yorisoi.config.backup.commands import backup as run

    return run(options.file)


def restore(options: argparse.Namespace) -> int:
    """Take a backup in, into an empty database."""
    from yorisoi.config.backup.commands import restore as run

    return run(options.file, only_check=options.check)


def parser() -> argparse.ArgumentParser:
    """The command line, each command with its own help."""
    top = argparse.ArgumentParser(prog="yorisoi", description="Customer support and customer success as one loop.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, function: Command) -> argparse.ArgumentParser:
        text = (function.__doc__ or "").strip()
        each = commands.add_parser(name, help=text.split(". ")[0], description=text)
        each.set_defaults(function=function)
        return each

    one = add("serve", serve)
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument("--port", type=int, default=8000)
    add("worker", worker).add_argument("--threads", type=int, default=2)
    add("lmtp", lmtp)
    add("migrate", migrate)
    add("check", check)
    one = add("doctor", doctor)
    one.add_argument("--url", default="", help="the running server (default: YORISOI_URL)")
    one.add_argument("--language", choices=("ja", "en"), default="", help="default: YORISOI_LANGUAGE")
    one = add("admin", admin)
    one.add_argument("email")
    one.add_argument("--name", default="")
    one = add("import-mails", import_mails)
    one.add_argument("paths", nargs="+")
    one.add_argument("--mailbox", required=True, help="the mailbox's e-mail address")
    one.add_argument("--dry-run", action="store_true", help="only look what would come in")
    one.add_argument("--closed", action="store_true", help="close the cases that are opened for these mails")
    one.add_argument("--resume", action="store_true", help="go on with an import of these files that did not end")
    one.add_argument("--report", default="", help="write a CSV file with a line for each mail")
    add("reindex", reindex)
    add("backup", backup).add_argument("file", nargs="?", default="", help="default: backups/ in the data folder")
    one = add("restore", restore)
    one.add_argument("file")
    one.add_argument("--check", action="store_true", help="only look whether the backup is whole")
    add("recount", recount)
    one = add("demo", demo)
    one.add_argument("--port", type=int, default=8000)
    one.add_argument("--fresh", action="store_true", help="throw the demo's data away and start over")
    one.add_argument("--cases", type=int, default=2000, help="how many cases the company has had")
    one.add_argument("--seed", type=int, default=1, help="another seed, another history")
    one.add_argument("--prepare-only", action="store_true", help="make the data, do not serve")
    one.add_argument("--reload", action="store_true", help="restart when a source file changes")
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; a bad setting is one clear sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yorisoi.config.settings")
    options = parser().parse_args(words)
    try:
        if options.command != "demo":  # the demo sets its own environment first
            import django

            django.setup()
        return int(options.function(options))
    except env.BadSettingError as error:
        print(f"yorisoi: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
