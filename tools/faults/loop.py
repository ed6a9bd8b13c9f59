"""Two programs that answer each other: ours stops by itself, whether or not the other says what it is."""

import smtplib
from collections.abc import Iterator

from tools.faults.house import ADDRESS, House, mailbox, pause, sends_through, work_left
from tools.faults.verdict import Verdict
from yorisoi.channels.email.tests.receiver import Receiver

ROUNDS = 40
QUIET = 3.0


def loop(house: House) -> Iterator[Verdict]:
    """Our side acknowledges each message automatically; the other side answers whatever it gets."""
    for name, head in (("says that it is a program", "Auto-Submitted: auto-replied\r\n"), ("says nothing", "")):
        receiver = Receiver()
        receiver.start()
        try:
            sends_through(ADDRESS, receiver.port)
            house.start()
            yield _answered(house, receiver, name, head)
        finally:
            house.stop()
            receiver.stop()


def _answered(house: House, receiver: Receiver, name: str, head: str) -> Verdict:
    other = f"robot-{len(head)}@example.com"
    _deliver(house, other, "first", "", 0)
    seen, quiet = 0, 0.0
    for number in range(1, ROUNDS + 1):
        _acknowledge(other)
        quiet = 0.0
        while len(receiver.taken) == seen and quiet < QUIET:
            pause(0.1)
            quiet += 0.1
        if len(receiver.taken) == seen and not work_left():
            break
        seen = len(receiver.taken)
        _deliver(house, other, f"Re: {number}", head, number)
    return Verdict(
        f"a loop with an auto-responder that {name} ends by itself",
        seen <= 12 and house.alive(),
        f"{seen} automatic answers in all (limit 10 a day and address), "
        f"{_kept_back(other)} kept back with the reason in the log",
    )


def _acknowledge(other: str) -> None:
    """What an automatic acknowledgement does: it answers what people wrote, through the door that all must take."""
    from yorisoi.channels import public as channels
    from yorisoi.channels.contracts import AutomaticKind
    from yorisoi.channels.models import Received
    from yorisoi.workspace import public as workspace

    box = mailbox()
    newest = Received.objects.filter(mailbox=box).order_by("-id").first()
    assert newest is not None
    mail = channels.received(newest.id)
    if mail.automatic is not AutomaticKind.PERSON:
        return
    channels.send(
        actor=workspace.SYSTEM,
        brand_id=box.brand_id,
        mailbox_id=box.id,
        to=[other],
        subject="受け付けました",
        text="お問い合わせを受け付けました。",
        reply_to_received=newest.id,
        automatic=True,
    )


def _kept_back(other: str) -> int:
    from yorisoi.channels.models import Outbound

    return sum(other in row.recipients for row in Outbound.objects.filter(state="cancelled"))


def _deliver(house: House, sender: str, subject: str, head: str, number: int) -> None:
    raw = (
        f"From: {sender}\r\nTo: {ADDRESS}\r\nSubject: {subject}\r\nMessage-ID: <{sender}-{number}>\r\n{head}\r\n"
        "Thank you for your message.\r\n"
    )
    with smtplib.LMTP("127.0.0.1", house.lmtp, timeout=60) as door:
        door.sendmail(sender, [ADDRESS], raw.encode())
