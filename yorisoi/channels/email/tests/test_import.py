"""Bringing mails in from files: every mail of every file, once, going on after any end."""

import io
import json
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from yorisoi.channels import public
from yorisoi.channels.email.actions import ImportStopped, go_on, start_import, stop_import
from yorisoi.channels.email.envelope import peek
from yorisoi.channels.email.importing import mbox
from yorisoi.channels.email.importing.mails import Found, Position, Source, mails_from
from yorisoi.channels.email.models import ImportLine, MailImport
from yorisoi.channels.models import Mailbox, Outbound, Received
from yorisoi.channels.testing import mail
from yorisoi.kernel import files, jobs
from yorisoi.kernel.models import AuditEntry
from yorisoi.workspace.contracts import SYSTEM, NotAllowed, NotFound
from yorisoi.workspace.testing import Staff

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "mails"
LINE = b"From a@example.com Sun Nov 22 10:00:00 2026\n"


def start(mailbox: Mailbox, *paths: Path, dry_run: bool = False, closed: bool = False) -> UUID:
    sources = [{"path": str(path), "name": str(path) if path.is_relative_to(SHARED) else path.name} for path in paths]
    return start_import(actor=SYSTEM, mailbox=mailbox, sources=sources, dry_run=dry_run, closed=closed, job=False)


def run(mailbox: Mailbox, *paths: Path, **how: bool) -> MailImport:
    import_id = start(mailbox, *paths, **how)
    for _row in go_on(import_id, seconds=600):
        pass
    return MailImport.objects.get(pk=import_id)


def counts(row: MailImport) -> tuple[int, int, int]:
    return row.new, row.repeated, row.failed


def ids() -> list[str]:
    return sorted(Received.objects.values_list("message_id", flat=True))


def as_mbox(mails: Sequence[bytes], line: bytes = LINE) -> bytes:
    return b"".join(line + each + b"\n" for each in mails)


def raws(path: Path, position: Position | None = None, most: int = 10**7) -> list[Found]:
    return [
        each for each in mails_from([Source(path, path.name)], position or Position(), most) if each.raw or each.why
    ]


def test_files_folders_and_mboxes_are_read_and_a_second_time_changes_nothing(mailbox: Mailbox, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "1.eml").write_bytes(mail(message_id="1@x"))
    (folder / "deep" / "old.mbox").write_bytes(as_mbox([mail(message_id="2@x"), mail(message_id="3@x")]))
    (folder / "notes.bin").write_bytes(b"\x00\x01nothing")
    first = run(mailbox, folder)
    again = run(mailbox, folder, tmp_path / "missing.eml")
    assert (counts(first), counts(again)) == ((3, 0, 1), (0, 3, 2))
    assert ids() == ["1@x", "2@x", "3@x"]
    assert [line.file for line in first.lines.filter(result="failed")] == ["in/notes.bin"]
    assert (first.state, first.bytes_done) == ("done", first.bytes_total)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_an_mbox_gives_back_what_was_put_in(tmp_path: Path, end: bytes) -> None:
    one = mail("見てください\n\nFrom here on\n>From quoted\n>>From twice\n終わり").replace(b"\r\n", end)
    other = mail("二通目", message_id="2@x").replace(b"\r\n", end)
    quoted = re.sub(rb"(?m)^(>*From )(?!:)", rb">\1", one).replace(b">From: ", b"From: ")
    line = LINE.replace(b"\n", end)
    box = tmp_path / "rd.mbox"
    box.write_bytes(line + quoted + end + line + other + end)
    found = raws(box)
    assert [each.raw for each in found] == [one, other]
    assert [each.offset for each in found] == [0, len(line + quoted + end)]


def test_content_length_is_believed_where_it_is_right(tmp_path: Path) -> None:
    body = b"1\n\n" + LINE + b"Subject: not a mail\n\n>From as it stands\n"
    head = b"Message-ID: <1@x>\nContent-Length: %d\n\n"
    right, wrong = head % len(body) + body, head.replace(b"1@x", b"2@x") % 9999 + b"short\n"
    box = tmp_path / "cl2.mbox"
    box.write_bytes(LINE + right + b"\n" + LINE + wrong + b"\n" + LINE + b"Message-ID: <3@x>\n\nlast, without an end")
    assert [each.raw for each in raws(box)] == [right, wrong, b"Message-ID: <3@x>\n\nlast, without an end"]


def test_a_single_mail_that_quotes_an_mbox_line_stays_whole(tmp_path: Path) -> None:
    raw = mail("見てください\n\nFrom a@example.com Sun Nov 22 10:00:00 2026\nSubject: x")
    (tmp_path / "1.eml").write_bytes(raw)
    assert [each.raw for each in raws(tmp_path)] == [raw]


def test_of_a_maildir_only_what_was_delivered_is_read(mailbox: Mailbox, tmp_path: Path) -> None:
    for number, place in enumerate(["new", "cur", "tmp", ".Sent/cur", ".Sent/tmp"]):
        (tmp_path / "box" / place).mkdir(parents=True)
        (tmp_path / "box" / place / f"{number}.M1P2.host:2,S").write_bytes(mail(message_id=f"{number}@x"))
    (tmp_path / "box" / "dovecot-uidlist").write_bytes(b"3 V1 N4\n")
    assert counts(run(mailbox, tmp_path / "box")) == (3, 0, 0)
    assert ids() == ["0@x", "1@x", "3@x"]


def archive(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return path


def test_an_archive_is_unpacked_entry_by_entry(
    mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = as_mbox([mail(message_id="2@x"), mail(message_id="3@x")])
    path = archive(tmp_path / "all.zip", {"履歴/1.eml": mail(message_id="1@x"), "old.mbox": box, "x.png": b"\x89PNG"})
    row = run(mailbox, path)
    assert counts(row) == (3, 0, 1)
    assert row.lines.order_by("id")[0].file == "all.zip/履歴/1.eml"
    monkeypatch.setattr("yorisoi.channels.email.importing.mails.MOST_UNPACKED", 100_000)
    bomb = archive(tmp_path / "bomb.zip", {"0.eml": b"a" * 10_000_000, "1.eml": mail(message_id="4@x")})
    assert counts(run(mailbox, bomb)) == (1, 0, 1)
    (tmp_path / "broken.zip").write_bytes(path.read_bytes()[:200])
    assert counts(run(mailbox, tmp_path / "broken.zip")) == (0, 0, 1)


def test_what_is_no_mail_is_named(mailbox: Mailbox, tmp_path: Path) -> None:
    for name, content in {
        "a.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...",
        "b.pst": b"!BDN....",
        "c.gz": b"\x1f\x8b....",
        "d.eml": b"",
        "e": b"just words\n",
    }.items():
        (tmp_path / name).write_bytes(content)
    row = run(mailbox, tmp_path)
    whys = list(row.lines.values_list("why", flat=True))
    assert counts(row) == (0, 0, 5)
    assert len(set(whys)) == 5
    assert ".msg" in whys[0]


def test_a_mail_over_the_limit_is_named_and_the_rest_comes(
    mailbox: Mailbox, tmp_path: Path, settings: Settings
) -> None:
    settings.MAX_MAIL_BYTES = 1_000_000
    box = tmp_path / "big.mbox"
    box.write_bytes(as_mbox([mail("x" * 1_500_000), mail(message_id="2@x"), mail("y\n" * 700_000, message_id="3@x")]))
    assert counts(run(mailbox, box)) == (1, 0, 2)
    assert ids() == ["2@x"]


def test_a_large_mbox_takes_the_memory_of_one_mail(tmp_path: Path) -> None:
    import tracemalloc

    box = tmp_path / "large.mbox"
    with box.open("wb") as file:
        for number in range(60):
            file.write(LINE + mail("0123456789" * 100_000, message_id=f"{number}@x") + b"\n")
    tracemalloc.start()
    with box.open("rb") as stream:
        count = sum(1 for _piece in mbox.pieces(stream, 0, 10**8))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60
    assert peak < 10_000_000 < box.stat().st_size


def test_every_position_goes_on_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.mbox").write_bytes(as_mbox([mail(message_id=f"{n}@x") for n in range(3)]))
    archive(tmp_path / "b.zip", {"1.eml": mail(message_id="4@x"), "2.mbox": as_mbox([mail(), mail(message_id="5@x")])})
    (tmp_path / "c.eml").write_bytes(mail(message_id="6@x"))
    whole = raws(tmp_path)
    assert len(whole) == 7
    for done, each in enumerate(whole, start=1):
        assert [rest.raw for rest in raws(tmp_path, each.after)] == [rest.raw for rest in whole[done:]]


def test_it_goes_on_by_jobs_and_ends(mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yorisoi.channels.email.actions.imports.BATCH", 2)
    monkeypatch.setattr("yorisoi.channels.email.tasks.IMPORT_SECONDS", 0.0)
    (tmp_path / "m.mbox").write_bytes(as_mbox([mail(message_id=f"{n}@x") for n in range(5)]))
    sources = [{"path": str(tmp_path / "m.mbox"), "name": "m.mbox"}]
    import_id = start_import(actor=SYSTEM, mailbox=mailbox, sources=sources, dry_run=False, closed=False)
    jobs.run_pending(1)
    row = MailImport.objects.get(pk=import_id)
    assert (row.state, row.new) == ("running", 2)
    assert 0 < row.bytes_done < row.bytes_total
    jobs.run_pending()
    row.refresh_from_db()
    assert (row.state, counts(row), row.lines.count()) == ("done", (5, 0, 0), 5)


def test_two_processes_do_no_piece_twice(mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yorisoi.channels.email.actions.imports.BATCH", 1)
    (tmp_path / "m.mbox").write_bytes(as_mbox([mail(message_id=f"{n}@x") for n in range(4)]))
    import_id = start(mailbox, tmp_path / "m.mbox")
    one, other = go_on(import_id, seconds=600), go_on(import_id, seconds=600)
    next(one)
    next(other)  # goes on where the first one was
    with pytest.raises(ImportStopped):
        next(one)
    assert list(other)[-1].state == "done"
    assert ImportLine.objects.count() == 4


def test_a_dry_run_stores_nothing_and_says_the_same(mailbox: Mailbox, tmp_path: Path) -> None:
    box = tmp_path / "m.mbox"
    box.write_bytes(as_mbox([mail(message_id="1@x"), mail(message_id="2@x"), mail(message_id="1@x")]))
    run(mailbox, _written(tmp_path / "2.eml", mail(message_id="2@x")))
    looked = run(mailbox, box, dry_run=True)
    assert ids() == ["2@x"]
    done = run(mailbox, box)
    assert counts(looked) == counts(done) == (1, 2, 0)


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_history_keeps_its_dates_and_sends_nothing(mailbox: Mailbox, tmp_path: Path) -> None:
    old = mail(message_id="1@x", headers=["X-Y: z"]).replace(b"22 Nov 2026", b"02 Feb 2020")
    relayed = b"Received: from a by b; Mon, 3 Feb 2020 00:00:00 +0000\r\n" + old.replace(b"1@x", b"2@x")
    undated = mail(message_id="3@x").replace(b"Date:", b"X-Date:")
    future = mail(message_id="4@x").replace(b"22 Nov 2026", b"22 Nov 2096")
    (tmp_path / "m.mbox").write_bytes(
        as_mbox([old, relayed, undated, future]).replace(b"Nov 22 10:00:00 2026", b"Jan  5 10:00:00 2021")
    )
    run(mailbox, tmp_path / "m.mbox")
    dates = dict(Received.objects.values_list("message_id", "received_at"))
    assert dates["1@x"] == datetime(2020, 2, 2, 1, tzinfo=UTC)
    assert dates["2@x"] == datetime(2020, 2, 3, tzinfo=UTC)
    assert dates["3@x"] == dates["4@x"] == datetime(2021, 1, 5, 10, tzinfo=UTC)
    jobs.run_pending()
    for received_id in Received.objects.values_list("pk", flat=True):
        assert not public.received(received_id).answer_automatically
    assert not Outbound.objects.exists()


def test_who_may_not_may_not(mailbox: Mailbox, tmp_path: Path, sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    from yorisoi.workspace import public as workspace

    def begin(staff: Staff) -> UUID:
        actor = workspace.actor_for(staff.user_id)
        return start_import(actor=actor, mailbox=mailbox, sources=[], dry_run=True, closed=False)

    with pytest.raises(NotAllowed):
        begin(suzuki)
    with pytest.raises(NotFound):
        begin(tanaka)
    import_id = begin(sato)
    assert stop_import(actor=SYSTEM, import_id=import_id)
    assert not stop_import(actor=SYSTEM, import_id=import_id)
    jobs.run_pending()
    assert MailImport.objects.get().state == "stopped"
    assert AuditEntry.objects.filter(verb__startswith="channels.import").count() == 2


@pytest.mark.skipif(not SHARED.exists(), reason="the shared mails are not on this machine")
def test_every_shared_mail_is_kept_byte_for_byte_and_can_be_read(mailbox: Mailbox) -> None:
    rows = [json.loads(line) for line in (SHARED / "index.jsonl").read_text(encoding="utf8").splitlines()]
    paths = [SHARED / row["file"] for row in rows if row["kind"] != "reply_body"]
    done = run(mailbox, *paths)
    none = {Path(file) for file in done.lines.filter(result="failed").values_list("file", flat=True)}
    for path in none:
        assert not mbox.FIELD.match(path.read_bytes().lstrip()), path
    paths = [path for path in paths if path not in none]
    assert done.new + done.repeated >= len(paths)
    kept = {peek(files.read(file_id)) for file_id in Received.objects.values_list("file_id", flat=True)}
    boxes = {SHARED / row["file"] for row in rows if row["kind"] == "mbox"}
    for path in paths:
        if path not in boxes:
            assert peek(path.read_bytes()).body_digest in {each.body_digest for each in kept}, path
    for received_id in Received.objects.values_list("pk", flat=True):
        message = public.received(received_id)
        assert message.sent_at <= message.received_at
        public.html(received_id, link=str)


def test_a_stream_without_any_mail_has_none() -> None:
    assert list(mbox.pieces(io.BytesIO(b"Subject: x\n\nFrom a\n"), 0, 1000)) == []
