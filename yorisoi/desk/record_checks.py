"""What is wrong with a record of a case (応対記録): each check has a name, and says why in words.

The rules are ours; tests/bad_records.csv holds records bad on purpose, and the tests say what the checks find there.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from yorisoi.desk.contracts import RecordFields, Status
from yorisoi.kernel.text import fold

_SHORT = 4  # letters below which a reason or an action says nothing to another department
_COPIED = 30  # letters from which a copy of the customer's text is one
_SHARE = 0.8
_GRAM = 5
_EMPTY = frozenset(
    fold(word)
    for word in [
        "なし",
        "無し",
        "特になし",
        "同上",
        "済",
        "済み",
        "対応済",
        "対応済み",
        "完了",
        "OK",
        "了解",
        "-",
        "ー",
        "・",
        "?",
        "不明",
        "その他",
        "上記",
        "上記の通り",
        "対応しました",
        "対応した",
        "問い合わせ",
        "お問い合わせ",
        "問合せ",
        "test",
        "テスト",
        "n/a",
        "done",
        "none",
    ]
)
_OPEN = re.compile(
    r"未解決|未完了|解決していない|解決せず|解決しなかった|未対応|unresolved|not (?:yet )?(?:re)?solved", re.I
)
_SOLVED = re.compile(r"解決|解消|復旧|完了|納得|了承|resolved|solved|fixed", re.I)
_GOES_ON = re.compile(
    r"折り?返し|折返|再連絡|改めて(?:ご)?連絡|後日|確認(?:中|待ち)|調査中|回答待ち|継続|保留|様子見|返事待ち|"
    r"pending|call back|follow up",
    re.I,
)
_HANDED_ON = re.compile(
    r"(?:部門|部署|[一-龠]{1,6}(?:部|課|班|チーム)|担当部署|他部署|関係部署|開発|倉庫|工場|店舗|本社|営業所)"
    r"(?:の[^。、]{1,8})?(?:へ|に)[^。]{0,12}"
    r"(?:依頼|引き?継|エスカレ|転送|連絡|共有|回し|回付|問い?合わせ|確認)|"
    r"エスカレーション(?:済|した|中)|二次対応へ|escalated to|handed over to",
    re.I,
)
_SAME = re.compile(r"^(.{1,2})\1{3,}$")
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){13,16}(?!\d)")
_WHEN = re.compile(
    r"\d|本日|明日|明後日|今日|今週|来週|今月|来月|翌日|翌営業日|[月火水木金土日]曜|午前|午後|まで|次第|"
    r"today|tomorrow|week|day",
    re.I,
)
_PRESSED = re.compile(r"[\W_]+|[asdfghjkl;]{5,}|[qwertyuiop]{6,}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found: its name, the field concerned, and why in a sentence."""

    check: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record with what it is checked against: the case's standing, and what the customer wrote."""

    record: RecordFields
    status: Status = Status.OPEN
    customer_texts: tuple[str, ...] = ()
    needed: bool = True


def findings(given: Recorded) -> list[Finding]:
    """Everything the checks find, in the order of the fields; nothing for a record that is empty and not needed."""
    if not given.needed and not _filled(given.record):
        return []
    return [found for check in CHECKS.values() for found in check(given)]


def completeness(record: RecordFields) -> float:
    """The share of the fields that other departments need (product, reason, cause, action, outcome) that are filled."""
    wanted = (record.product, record.reason, record.cause, record.action, record.outcome)
    return sum(bool(text.strip()) for text in wanted) / len(wanted)


def _missing(given: Recorded) -> Iterator[Finding]:
    for name in given.record.missing:
        yield Finding("missing", name, _("This is empty; others cannot tell what happened."))


def _says_nothing(given: Recorded) -> Iterator[Finding]:
    for name in ("reason", "action", "outcome"):
        text = getattr(given.record, name).strip()
        plain = fold(text).strip("。.、, ")
        if not text or (name == "outcome" and _SOLVED.search(text)):
            continue
        letters = re.sub(r"[\W_]", "", plain)
        if plain in _EMPTY or (name != "outcome" and len(letters) < _SHORT):
            yield Finding("says_nothing", name, _("“%(text)s” tells nobody what it was.") % {"text": text[:20]})


def _nonsense(given: Recorded) -> Iterator[Finding]:
    for name in ("reason", "cause", "action", "outcome", "next_step"):
        text = fold(getattr(given.record, name)).replace(" ", "")
        if len(text) >= _SHORT and (
            _SAME.match(text) or re.fullmatch(r"[\W_]+|[asdfghjkl;]{5,}|[qwertyuiop]{6,}", text)
        ):
            yield Finding("nonsense", name, _("This looks like keys pressed to get past the form."))


def _copied(given: Recorded) -> Iterator[Finding]:
    for name in ("reason", "cause", "action"):
        text = fold(getattr(given.record, name)).replace(" ", "")
        if len(text) < _COPIED:
            continue
        for source in given.customer_texts:
            if _share_in(text, fold(source).replace(" ", "")) >= _SHARE:
                yield Finding(
                    "copied", name, _("This is the customer's own text; write what it came to, in your words.")
                )
                break


def _repeated(given: Recorded) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name in ("reason", "cause", "action", "outcome"):
        text = fold(getattr(given.record, name))
        if len(text) >= _SHORT and text in seen:
            yield Finding("repeated", name, _("The same stands in another field."))
        seen.setdefault(text, name)


def _contradiction(given: Recorded) -> Iterator[Finding]:
    outcome, next_step = given.record.outcome, given.record.next_step
    unsolved, solved = bool(_OPEN.search(outcome)), bool(_SOLVED.search(_OPEN.sub("", outcome)))
    goes_on = bool(_GOES_ON.search(outcome))
    closed = given.status in (Status.DONE, Status.NO_ACTION)
    if closed and (unsolved or (goes_on and not solved)):
        yield Finding("contradiction", "outcome", _("The case is done, but the outcome says that it goes on."))
    elif given.status is Status.PENDING and solved and not unsolved and not goes_on:
        yield Finding("contradiction", "outcome", _("The case is on hold, but the outcome says that it is solved."))
    elif solved and not unsolved and not goes_on and _GOES_ON.search(next_step):
        yield Finding("contradiction", "next_step", _("The outcome says solved, but something is still to be done."))


def _no_department(given: Recorded) -> Iterator[Finding]:
    record = given.record
    if record.department.strip():
        return
    for name in ("action", "outcome", "next_step"):
        if _HANDED_ON.search(getattr(record, name)):
            yield Finding("no_department", "department", _("It was handed on, but no department is named."))
            return


def _no_next_step(given: Recorded) -> Iterator[Finding]:
    record = given.record
    if not record.next_step.strip() and _GOES_ON.search(record.outcome):
        yield Finding("no_next_step", "next_step", _("It goes on, but nobody can tell what comes next."))


def _no_date(given: Recorded) -> Iterator[Finding]:
    text = unicodedata.normalize("NFKC", given.record.next_step)
    if _GOES_ON.search(text) and not _WHEN.search(text):
        yield Finding("no_date", "next_step", _("The next step has no day."))


def _card_number(given: Recorded) -> Iterator[Finding]:
    for each in fields(given.record):
        text = unicodedata.normalize("NFKC", getattr(given.record, each.name))
        for match in _CARD.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if _luhn(digits):
                yield Finding("card_number", each.name, _("This looks like a card number; take it out."))
                break


CHECKS: dict[str, Callable[[Recorded], Iterator[Finding]]] = {
    "missing": _missing,
    "says_nothing": _says_nothing,
    "nonsense": _nonsense,
    "copied": _copied,
    "repeated": _repeated,
    "contradiction": _contradiction,
    "no_department": _no_department,
    "no_next_step": _no_next_step,
    "no_date": _no_date,
    "card_number": _card_number,
}


def _filled(record: RecordFields) -> bool:
    return any(getattr(record, each.name).strip() for each in fields(record))


def _share_in(text: str, source: str) -> float:
    """How much of the text stands in the source, by runs of letters."""
    grams = [text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)]
    return sum(gram in source for gram in grams) / len(grams) if grams else 0.0


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(digits))]
    return len(digits) >= 13 and sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
