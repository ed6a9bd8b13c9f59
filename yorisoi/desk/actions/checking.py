"""What is looked at before an answer leaves: to whom it goes, what it promises, what it must not say."""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yorisoi.desk.actions.writing import address_key
from yorisoi.desk.contracts import Concern, Confirming, SendingConcerns, Worry
from yorisoi.desk.models import BannedWord, Case, Participant, SendingRule
from yorisoi.desk.queries import unresolved
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.kernel.text import fold
from yorisoi.kernel.ui.amounts import listing

MANY = 5
_SPEAKS_OF_FILES = re.compile(
    r"添付|同封の?(?:ファイル|資料)|別添|\battach(?:ed|ing|ment|ments)?\b|\benclosed\b", re.IGNORECASE
)
_WITHOUT = re.compile(
    r"添付(?:ファイル)?(?:は|が)?(?:不要|必要ありません|いりません|要りません|ございません|ありません)"
)


def check_sending(
    case: Case,
    *,
    text: str,
    subject: str,
    to: Sequence[str],
    cc: Sequence[str],
    bcc: Sequence[str],
    files: int,
    confirmed: str | None,
) -> None:
    """Raise SendingConcerns with all that the writer should look at. confirmed: the digest of what they have seen
    already; None: nobody is there to ask, so that only what is forbidden counts."""
    concerns = list(_words(case.brand_id, f"{subject}\n{text}"))
    if confirmed is not None:
        concerns += _recipients(case, to, cc, bcc)
        if not files and speaks_of_files(text):
            concerns.append(Concern(Worry.ATTACHMENT, _("The text speaks of an attachment, but there is none.")))
        open_ones = unresolved(f"{subject}\n{text}")
        if open_ones:
            words = _("Variables without a value: %(names)s") % {"names": listing(list(open_ones))}
            concerns.append(Concern(Worry.VARIABLES, words))
    if any(each.forbids for each in concerns) or (concerns and confirmed is not None and confirmed != digest(concerns)):
        raise SendingConcerns(_("Please look at this before it is sent."), concerns, digest(concerns))


def digest(concerns: Iterable[Concern]) -> str:
    """Stands for exactly these, so that a further one is asked about again."""
    seen = "\n".join(sorted(f"{each.worry} {each.words}" for each in concerns))
    return blake2b(seen.encode(), digest_size=12).hexdigest()


def speaks_of_files(text: str) -> bool:
    """Does what was newly written (quoted lines do not count) speak of an attachment?"""
    own = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith((">", "＞", "|")))
    return bool(_SPEAKS_OF_FILES.search(_WITHOUT.sub("", own)))


def _words(brand_id: UUID, text: str) -> Iterable[Concern]:
    folded = ""
    for word, key, reason, forbids in _banned(brand_id):
        folded = folded or fold(text)
        if key in folded:
            told = _("“%(word)s” must not be used.") if forbids else _("“%(word)s” should not be used.")
            yield Concern(Worry.WORD, " ".join(filter(None, [told % {"word": word}, reason])), forbids=forbids)


@prepared
def _banned(brand_id: UUID) -> Rows:
    return BannedWord.objects.filter(brand_id=brand_id).values_list("word", "folded", "reason", "forbids")


def _recipients(case: Case, to: Sequence[str], cc: Sequence[str], bcc: Sequence[str]) -> list[Concern]:
    """Addresses without a part in the conversation, other domains, very many at once; or all, where asked for."""
    confirming = _confirming.first(case.queue_id) or Confirming.UNUSUAL
    everybody = [*to, *cc, *bcc]
    if confirming == Confirming.NEVER:
        return []
    found = []
    known = {address for (address,) in _taking_part(case.id)}
    new = [each for each in everybody if address_key(each) not in known]
    if new and known:
        found.append(Concern(Worry.NEW, _("Not in this conversation so far: %(names)s") % {"names": listing(new)}))
        domains = {_domain(each) for each in known}
        others = [each for each in new if _domain(each) not in domains]
        if others:
            words = _("Another company or service: %(names)s") % {"names": listing(others)}
            found.append(Concern(Worry.DOMAIN, words))
    open_ones = [*to, *cc]
    if len(open_ones) >= MANY:
        words = _("%(n)s people see each other's addresses. Bcc hides them.") % {"n": len(open_ones)}
        found.append(Concern(Worry.MANY, words))
    if confirming == Confirming.ALWAYS:
        found.append(Concern(Worry.ALL, _("It goes to: %(names)s") % {"names": listing(everybody)}))
    return found


def _domain(address: str) -> str:
    return address_key(address).rpartition("@")[2]


@prepared
def _taking_part(case_id: UUID) -> Rows:
    return Participant.objects.filter(case_id=case_id).values_list("address")


@prepared
def _confirming(queue_id: UUID) -> QuerySet[SendingRule, str]:
    return SendingRule.objects.filter(queue_id=queue_id).values_list("confirming", flat=True)
