"""How often one network address may use a form."""

import ipaddress
from datetime import datetime, timedelta
from hashlib import blake2b

from django.conf import settings
from django.db import transaction
from django.db.models import F

from yorisoi.kernel import clock

from ..models import Form, SubmissionCount

# Mistakes are no abuse: an hour holds this many attempts for each message that may be sent in it.
TRIES_A_MESSAGE = 6
_IPV6_NETWORK = 64


def sender_key(address: str) -> str:
    """A keyed digest of the address and the day: nobody can tell from it who wrote, nor follow them over days.

    An IPv6 customer has a whole /64, so that is what counts.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
        network = str(ipaddress.ip_network((ip, _IPV6_NETWORK), strict=False)) if ip.version == 6 else str(ip)
    except ValueError:
        network = address
    key = blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"yorisoi-form").digest()
    return blake2b(f"{clock.today()} {network}".encode(), digest_size=16, key=key).hexdigest()


@transaction.atomic
def count_try(form: Form, address: str) -> bool:
    """Count an attempt; False when this address has made too many within the hour."""
    row = _row(form, address)
    most = form.hourly_limit * TRIES_A_MESSAGE
    return bool(SubmissionCount.objects.filter(pk=row.pk, tries__lt=most).update(tries=F("tries") + 1))


def count_sent(form: Form, address: str) -> bool:
    """Count a message, inside the caller's transaction; False when the form takes no more from this address now."""
    row = _row(form, address)
    mine = SubmissionCount.objects.filter(pk=row.pk, sent__lt=form.hourly_limit)
    return bool(mine.update(sent=F("sent") + 1))


def forget_counts() -> None:
    """Remove the counts of hours that are over."""
    SubmissionCount.objects.filter(hour__lt=_hour() - timedelta(hours=1)).delete()


def _hour() -> datetime:
    return clock.now().replace(minute=0, second=0, microsecond=0)


def _row(form: Form, address: str) -> SubmissionCount:
    row, _made = SubmissionCount.objects.get_or_create(form=form, sender=sender_key(address), hour=_hour())
    return row
