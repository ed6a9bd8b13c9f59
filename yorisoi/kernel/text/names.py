"""Names of people: 姓 and 名 apart, their readings, and the 五十音 order.

Variant kanji (髙, 﨑) are left as typed. What cannot be told apart stays whole in `family`: a wrong cut is worse
than none, and an operator corrects either with one look.
"""

import re
import unicodedata
from dataclasses import dataclass

from yorisoi.kernel.text import folding, sudachi

_HONORIFIC = re.compile(r"(?<=\S)\s*(?:様|さま|さん|殿|氏|先生|御中)$")
_ORGANISATION = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|財団|社団|法人|組合|協会|委員会|学校|小学|中学|高校|大学|病院|市役所|町役場|"
    r"事務局|事務所|カスタマー|サポート|センター|窓口|担当|支店|営業|通知|"
    r"\b(?:inc|ltd|llc|corp|co|gmbh|support|team|service|no-?reply|info|sales|news|mailer-daemon)\b",
    re.IGNORECASE,
)
_SHORT_COMPANY = re.compile("[(（][株有][)）]|[㈱㈲]")
_ASIDE = re.compile(r"\s*[\[(（【<].*?[\])）】>]\s*")
_ROWS = {
    "ア": "アカサタナハマヤラワァャヮガザダバパヵ",
    "イ": "イキシチニヒミリヰィギジヂビピ",
    "ウ": "ウクスツヌフムユルゥュッグズヅブプヴ",
    "エ": "エケセテネヘメレヱェゲゼデベペヶ",
    "オ": "オコソトノホモヨロヲォョゴゾドボポ",
}
_VOWEL_OF = {kana: vowel for vowel, row in _ROWS.items() for kana in row}
_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")


@dataclass(frozen=True, slots=True)
class PersonName:
    """姓 and 名 (or their readings). `given` is "" where the two could not be told apart."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        return f"{self.family} {self.given}".strip()


def split_name(written: str) -> PersonName:
    """A name as mails and forms give it, in its two parts.

    佐藤 花子, 佐藤花子様, 佐藤花子（株式会社サクラ）, Hanako Sato, SATO Hanako, "Sato, Hanako".
    Organisations are not cut.
    """
    plain = " ".join(written.replace("\u3000", " ").strip("\"' ").split())
    outside = " ".join(_ASIDE.sub(" ", plain).split()) or plain
    name = _HONORIFIC.sub("", outside)
    if _SHORT_COMPANY.search(plain):
        return PersonName(plain)
    if not name or _ORGANISATION.search(outside):
        return PersonName(outside)
    if unicodedata.normalize("NFKC", name).replace(",", "").replace(".", "").replace(" ", "").isascii():
        return _latin(name)
    family, _space, given = name.partition(" ")
    return PersonName(family, given) if given else _cut(name)


def split_reading(written: str) -> PersonName:
    """A reading (サトウ ハナコ, さとう　はなこ, either width) as two katakana parts."""
    family, _space, given = folding.fold(written).partition(" ")
    return PersonName(family, given)


def name_reading(name: PersonName) -> PersonName:
    """The dictionary's guess at how `name` is read, in katakana; "" for a part it cannot read. To be confirmed."""
    whole = folding.even(name.family + name.given)
    read = {"family": "", "given": ""}
    for token in sudachi.tokens(whole):  # together: 希 alone is マレ, after 佐々木 it is ノゾミ
        if token.begin < len(name.family) < token.end:
            return PersonName(_read(name.family), _read(name.given))
        read["family" if token.begin < len(name.family) else "given"] += token.reading
    return PersonName(_kana_only(read["family"]), _kana_only(read["given"]))


def sort_key(reading: str) -> str:
    """A string that sorts readings as a Japanese index does (JIS X 4061 in small): ハ before バ before パ.

    Long vowels count as their vowel, small kana as large ones; voice marks decide only between equals.
    """
    kana = folding.fold(reading).replace(" ", "")
    plain = _without_bars(kana).translate(_SMALL)
    clear = "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))
    return f"{clear}\t{plain}\t{kana}"


def _without_bars(kana: str) -> str:
    result = ""
    for sign in kana:
        result += _VOWEL_OF.get(result[-1:], sign) if sign == "ー" else sign
    return result


def _latin(name: str) -> PersonName:
    if "," in name:
        family, _comma, given = (part.strip() for part in name.partition(","))
        return PersonName(family, given) if family else PersonName(given)
    first, _space, rest = name.partition(" ")
    if not rest:
        return PersonName(name)
    if len(first) > 1 and first.isupper() and not rest.isupper():
        return PersonName(first, rest)
    given, _space, family = name.rpartition(" ")
    return PersonName(family, given)


def _cut(name: str) -> PersonName:
    """佐藤花子 by the dictionary: a family name and what remains, if that is one or two words of a name's length."""
    found = list(sudachi.morphemes(folding.even(name)[: sudachi.CHUNK]))
    if not 2 <= len(found) <= 3 or len(name) > 10:
        return PersonName(name)
    first, rest = found[0], found[1:]
    is_family = first.part_of_speech()[3] == "姓"
    is_given = len(rest) == 1 and rest[0].part_of_speech()[3] == "名"
    if not (is_family or is_given) or any(word.part_of_speech()[0] != "名詞" for word in rest):
        return PersonName(name)
    return PersonName(name[: first.end()], name[first.end() :])


def _read(part: str) -> str:
    return _kana_only(sudachi.reading(folding.even(part)))


def _kana_only(reading: str) -> str:
    return reading if folding.is_kana(reading) else ""
