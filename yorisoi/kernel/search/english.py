"""The other forms of an English word, guessed from its ending: invoices for invoice, refunded for refund.

Query time only: forms that do not exist cost nothing to ask for. Guesses rank below the word as typed.
"""

_DOUBLED = frozenset("bdglmnprt")
_SHORTEST = 4


def forms(word: str) -> tuple[str, ...]:
    """Regular forms of the same word (a-z), without itself; none for words of fewer than four letters."""
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return ()
    found = dict.fromkeys(form for plain in _plain_forms(word) for form in (plain, *_inflected(plain)))
    return tuple(form for form in found if form != word)


def _plain_forms(word: str) -> list[str]:
    for ending, replacements in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("ing", ("", "e")),
        ("ed", ("", "e")),
        ("es", ("", "e")),
    ):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST - 1:
            plain = [stem + replacement for replacement in replacements]
            return plain + ([stem[:-1]] if stem[-1] in _DOUBLED and stem[-2] == stem[-1] else [])
    return [word[:-1]] if word.endswith("s") and not word.endswith("ss") else [word]


def _inflected(plain: str) -> tuple[str, ...]:
    if plain.endswith("y") and plain[-2:-1] not in "aeiou":
        return f"{plain[:-1]}ies", f"{plain[:-1]}ied", f"{plain}ing"
    if plain.endswith("e"):
        return f"{plain}s", f"{plain}d", f"{plain[:-1]}ing"
    doubled = plain + plain[-1] if plain[-1] in _DOUBLED and plain[-2] in "aeiou" else plain
    plural = f"{plain}es" if plain.endswith(("s", "x", "z", "ch", "sh")) else f"{plain}s"
    return tuple(dict.fromkeys((plural, f"{plain}ed", f"{plain}ing", f"{doubled}ed", f"{doubled}ing")))
