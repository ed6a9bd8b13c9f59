"""Bytes to text: the declared charset where it holds, else what decodes without loss and reads like language."""

from __future__ import annotations

import codecs
import re

from .charset_names import EUC, JIS, SINGLE_BYTE, decoder_for
from .charset_result import CharsetError, Decoded
from .charset_score import isolated_share, reads_like
from .jis import JIS_ESCAPE, decode_euc, decode_jis, restore_escapes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = (EUC, "cp932", "gb18030", "big5hkscs", "cp949", "cp1252", "cp1251", "koi8_u")
_STATEFUL = frozenset((JIS, "utf-7", "hz", "iso2022_kr"))
_WIDE = re.compile(r"utf_?-?(?:16|32)")
_NUL = str.maketrans({"\x00": None})
_SAMPLE = 6_000
_MARGINS = {"cp1252": 0.25, "ascii": 0.25, "cp932": 0.15, EUC: 0.15, "gb18030": 0.3, "cp949": 0.3, "big5hkscs": 0.3}
"""How much better another reading must score before it beats the declared one."""


def decode(data: bytes, declared: str = "", *, hint: str = "") -> Decoded:
    """Decode a body or a header's bytes. Never raises; NULs and lone surrogates never come out.

    declared: the label the mail gives, "" for none. hint: another charset the same mail declares elsewhere; it
    breaks ties between equally good guesses.
    """
    for bom, marked in _BOMS:
        if data.startswith(bom) and (marked == "utf-8" or len(data) % 2 == 0):
            found = _strict(data[len(bom) :], marked)
            if found is not None:
                return Decoded(_clean(found), marked, guessed=decoder_for(declared) != marked)
    name = decoder_for(declared) if declared else None
    if data.isascii() and b"\x1b" not in data and name not in _STATEFUL and not _wide(name):
        return Decoded(_clean(data.decode("ascii")), name or "ascii", guessed=bool(declared) and name is None)
    return _decode_hard(data, name, hint)


def _wide(name: str | None) -> bool:
    return name is not None and _WIDE.match(name) is not None


def _decode_hard(data: bytes, name: str | None, hint: str) -> Decoded:
    if JIS_ESCAPE.search(data) and name not in ("iso2022_kr", "hz") and not _wide(name):
        text = _strict(data, JIS)
        if text is not None:
            return Decoded(_clean(text), JIS, guessed=name != JIS)
        if data.isascii():
            return Decoded(_clean(decode_jis(data, strict=False)), JIS, guessed=name != JIS, damaged=True)
    if name == JIS and b"\x1b" not in data and data.isascii():
        return Decoded(_clean(decode_jis(restore_escapes(data), strict=False)), JIS)
    if name is not None:
        text = _strict(data, name)
        if text is not None:
            return _unless_better(data, Decoded(_clean(text), name), hint)
    nearly = _nearly(data, name, (name, "utf-8", decoder_for(hint) if hint else None))
    if nearly is not None:
        return nearly
    guess = _guess(data, name, hint)
    if guess is None or SINGLE_BYTE.match(guess.charset):
        return _nearly(data, name, ("cp932", EUC)) or guess or _damaged(data, name, hint)
    return guess


def _nearly(data: bytes, name: str | None, names: tuple[str | None, ...]) -> Decoded | None:
    """A text of which a few bytes are broken or cut off: better than a charset that swallows them all as noise."""
    if name is not None and SINGLE_BYTE.match(name):
        return None
    for each in dict.fromkeys(found for found in names if found and not SINGLE_BYTE.match(found) and not _wide(found)):
        text = _lossy(data, each)
        lost = text.count("\ufffd")
        sound = len(text) - lost - len(text.encode("ascii", "ignore")) if lost else 0
        few = sound >= 3 * lost if each == "utf-8" else sound >= 20 * lost or (lost == 1 and sound >= 3)
        if lost and few and (each == "utf-8" or reads_like(text[:_SAMPLE], each) >= 0.4):
            if each == "utf-8":
                text = _patched_utf8(data)
            return Decoded(_clean(text), each, guessed=each != name, damaged=True)
    return None


def _patched_utf8(data: bytes) -> str:
    """UTF-8 whose stray bytes read as windows-1252 (as mixed texts have them); a character cut at the end goes."""
    try:
        return data.decode("utf-8", "yorisoi-stray")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.end >= len(error.object) and error.reason == "unexpected end of data":
        return "", error.end
    return _latin(error.object[error.start : error.end]), error.end


codecs.register_error("yorisoi-stray", _stray)


def _strict(data: bytes, name: str) -> str | None:
    """The text when every byte decodes, else None."""
    try:
        if name == JIS:
            return decode_jis(data)
        if name == EUC:
            return decode_euc(data)
        if _WIDE.match(name) and not name.endswith(("le", "be")):
            return _wide_text(data, name)
        if name == "cp1252":
            return _latin(data)
        return data.decode(name)
    except (CharsetError, UnicodeError, LookupError, ValueError, OverflowError):
        return None


def _latin(data: bytes) -> str:
    """windows-1252, whose five holes read as the C1 controls they are in ISO-8859-1."""
    return codecs.charmap_decode(data, "strict", _LATIN)[0]


_HOLES = frozenset(b"\x81\x8d\x8f\x90\x9d")
_LATIN = "".join(chr(byte) if byte in _HOLES else bytes((byte,)).decode("cp1252") for byte in range(256))


def _wide_text(data: bytes, name: str) -> str:
    """UTF-16 or -32 without a BOM: the byte order in which most characters are ASCII or share a high byte."""
    width = 4 if "32" in name else 2
    short = f"utf-{width * 8}"
    if len(data) % width:
        raise CharsetError("odd length")
    big = data[0::width].count(0)
    little = data[width - 1 :: width].count(0)
    return data.decode(f"{short}-le" if little > big else f"{short}-be")


def _unless_better(data: bytes, held: Decoded, hint: str) -> Decoded:
    """The declared reading, unless the bytes clearly are something else (a wrong label).

    UTF-8 is hard to hit by chance; Japanese under a Latin label shows as C1 controls and symbols.
    """
    if held.charset == "utf-8" or _wide(held.charset) or held.charset in _STATEFUL:
        return held
    utf8 = _strict(data, "utf-8")
    single = SINGLE_BYTE.match(held.charset) is not None
    mine = reads_like(held.text[:_SAMPLE], held.charset)
    if utf8 is not None and (single or reads_like(utf8[:_SAMPLE]) >= mine):
        return Decoded(_clean(utf8), "utf-8", guessed=True)
    margin = _MARGINS.get(held.charset)
    if margin is None or isolated_share(data[:_SAMPLE]) >= 0.5:
        return held
    other = _guess(data, held.charset, hint)
    if other is None or other.charset == held.charset or (not single and SINGLE_BYTE.match(other.charset)):
        return held
    return other if reads_like(other.text[:_SAMPLE], other.charset) > mine + margin else held


def _sample_of(data: bytes) -> bytes:
    """The first bytes of a long text, cut after a line or a word so that no character is split."""
    if len(data) <= _SAMPLE:
        return data
    cut = max(data.rfind(b"\n", 0, _SAMPLE), data.rfind(b" ", 0, _SAMPLE))
    return data[: cut + 1] if cut > _SAMPLE // 4 else data


def _guess(data: bytes, declared: str | None, hint: str) -> Decoded | None:
    """The reading of undeclared or wrongly declared bytes that loses nothing and reads best, or None."""
    text = _strict(data, "utf-8")
    if text is not None:
        return Decoded(_clean(text), "utf-8", guessed=declared != "utf-8")
    hinted = decoder_for(hint) if hint else None
    sample = _sample_of(data)
    western = isolated_share(sample) > 0.6
    ranked: list[tuple[float, int, str]] = []
    for order, name in enumerate(_CANDIDATES):
        found = _strict(sample, name)
        if found is None:
            continue
        score = reads_like(found, name) + (0.2 if name in (hinted, declared) else 0.0)
        score += 0.5 if western and name == "cp1252" else 0.0
        if score >= 0.05 or name == "cp1252":
            ranked.append((-score, order, name))
    for _score, _order, name in sorted(ranked):
        text = _strict(data, name)
        if text is not None:
            return Decoded(_clean(text), name, guessed=name != declared)
    return None


def _damaged(data: bytes, name: str | None, hint: str) -> Decoded:
    """Nothing decodes whole: the candidate that loses least, its broken bytes shown as U+FFFD."""
    names = [each for each in (name, "utf-8", JIS, decoder_for(hint) if hint else None, "cp932", "gb18030") if each]
    best: tuple[int, str, str] | None = None
    for each in dict.fromkeys(names):
        text = _lossy(data, each)
        lost = text.count("\ufffd")
        if best is None or lost < best[0]:
            best = (lost, each, text)
    assert best is not None
    return Decoded(_clean(best[2]), best[1], guessed=best[1] != name, damaged=best[0] > 0)


def _lossy(data: bytes, name: str) -> str:
    if name == JIS:
        return decode_jis(data, strict=False)
    if name == EUC:
        return decode_euc(data, strict=False)
    try:
        return data.decode(name, "replace")
    except (LookupError, UnicodeError):
        return data.decode("utf-8", "replace")


def _clean(text: str) -> str:
    """Without NUL, which PostgreSQL refuses, and without lone surrogates, which no file can hold."""
    if "\x00" in text:
        text = text.translate(_NUL)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
