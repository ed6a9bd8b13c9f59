"""Telling colleagues of what concerns them, and what they do with it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.kernel import audit, clock, jobs, live
from yorisoi.workspace.contracts import Actor, MailChoice, NotFound, Notice
from yorisoi.workspace.mails import mail_of_notifications
from yorisoi.workspace.models import Notification, NotificationChoice, Staff
from yorisoi.workspace.queries.actors import actor_of_user
from yorisoi.workspace.queries.notifications import kinds, own_id, ways

KEPT = timedelta(days=90)
_DIGEST = 100


def notify(notices: Sequence[Notice], *, by: Actor) -> int:
    """Tell each person in the way they chose; how many were told. Nobody is told of what they did themselves.

    Call it inside the transaction of the deed. Raises ValueError for a kind that nobody offers.
    """
    others = [each for each in notices if each.staff_id != by.staff_id]
    if not others:
        return 0
    known = kinds()
    if unknown := {each.kind for each in others} - known.keys():
        raise ValueError(f"no such kind of notification: {', '.join(sorted(unknown))}")
    chosen = ways({each.staff_id for each in others}, {each.kind for each in others})
    rows = []
    for each in others:
        on_screen, mail = chosen.get((each.staff_id, each.kind), (True, MailChoice(known[each.kind].mail)))
        if on_screen or mail is not MailChoice.NO:
            rows.append(_row(each, on_screen, mail))
    with transaction.atomic():
        return _store(rows)


def _row(notice: Notice, on_screen: bool, mail: MailChoice) -> Notification:
    return Notification(
        staff_id=notice.staff_id,
        kind=notice.kind,
        object_id=notice.object_id,
        path=notice.path,
        data=dict(notice.data),
        key=notice.key,
        on_screen=on_screen,
        mail=mail.value,
        at=clock.now(),
    )


def _store(rows: list[Notification]) -> int:
    """Save what is new, tell open browsers, send for the post."""
    keys = {row.key for row in rows if row.key}
    told = set(Notification.objects.filter(key__in=keys).values_list("staff_id", "key")) if keys else set()
    new = [row for row in rows if (row.staff_id, row.key) not in told]
    Notification.objects.bulk_create(new, ignore_conflicts=True)
    for row in new:
        if row.mail == MailChoice.AT_ONCE:
            jobs.enqueue("workspace.mail_notification", notification_id=str(row.id))
    _tell({row.staff_id for row in new if row.on_screen})
    return len(new)


def _tell(staff_ids: set[UUID]) -> None:
    users = Staff.objects.filter(id__in=staff_ids).values_list("user_id", flat=True) if staff_ids else ()
    for user_id in users:
        live.notify(f"notices:{user_id}", "new")


@transaction.atomic
def mark_read(*, actor: Actor, notification_id: UUID) -> None:
    """The acting person has read one of their notifications. Raises NotFound."""
    mine = Notification.objects.filter(staff_id=own_id(actor), id=notification_id, on_screen=True)
    if not mine.exists():
        raise NotFound(_("There is no such notification."))
    if mine.filter(read_at=None).update(read_at=clock.now()):
        live.notify(f"notices:{actor.user_id}", "read")


@transaction.atomic
def mark_all_read(*, actor: Actor) -> int:
    """The acting person has read all of them; how many were unread."""
    return _read(actor)


@transaction.atomic
def mark_read_about(*, actor: Actor, object_id: UUID) -> int:
    """The acting person looks at this object: what they were told about it is read."""
    return _read(actor, object_id=object_id)


def _read(actor: Actor, **about: UUID) -> int:
    mine = Notification.objects.filter(staff_id=own_id(actor), on_screen=True, read_at=None, **about)
    count = mine.update(read_at=clock.now())
    if count:
        live.notify(f"notices:{actor.user_id}", "read")
    return count


@transaction.atomic
def choose_ways(*, actor: Actor, ways: Mapping[str, tuple[bool, MailChoice]]) -> None:
    """How the acting person wants to be told of these kinds: (on screen, by mail). Raises NotFound for no such kind."""
    staff_id = own_id(actor)
    if ways.keys() - kinds().keys():
        raise NotFound(_("There is no such kind of notification."))
    for kind, (on_screen, mail) in ways.items():
        NotificationChoice.objects.update_or_create(
            staff_id=staff_id, kind=kind, defaults={"on_screen": on_screen, "mail": mail.value}
        )
    given = {kind: [on_screen, mail.value] for kind, (on_screen, mail) in ways.items()}
    audit.record(staff_id, "staff.notifications_chosen", "staff", staff_id, ways=given)


def send_notification(*, notification_id: UUID) -> None:
    """Mail one notification, unless it went already, was read meanwhile, or is about what they may no longer see."""
    waiting = Notification.objects.filter(id=notification_id, mailed_at=None, read_at=None)
    for row in waiting.select_related("staff__user"):
        _send(row.staff, [row])


def enqueue_digests() -> None:
    """A mail for everybody who has something for the day's collection."""
    waiting = Notification.objects.filter(mail=MailChoice.DIGEST, mailed_at=None, read_at=None)
    for staff_id in waiting.values_list("staff_id", flat=True).distinct():
        jobs.enqueue("workspace.mail_digest", staff_id=str(staff_id), unique_key=str(staff_id))


def send_digest(*, staff_id: UUID) -> None:
    """Mail somebody in one what came since the last collection and was not read."""
    waiting = Notification.objects.filter(staff_id=staff_id, mail=MailChoice.DIGEST, mailed_at=None, read_at=None)
    rows = list(waiting.select_related("staff__user").order_by("id")[:_DIGEST])
    if rows:
        _send(rows[0].staff, rows)


def _send(staff: Staff, rows: list[Notification]) -> None:
    mail = mail_of_notifications(actor_of_user(staff.user), staff.user, rows) if staff.active else None
    if mail is not None:
        mail.send()
    Notification.objects.filter(id__in=[row.id for row in rows]).update(mailed_at=clock.now())


def sweep_notifications() -> None:
    """Forget what was told long ago."""
    Notification.objects.filter(at__lt=clock.now() - KEPT).delete()
