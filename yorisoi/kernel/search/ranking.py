"""How good a hit is. The same on both databases, from what the index itself can say.

    score = 100 · all words in the title + 40 · some of them + 60 · each word as such + 100 / (1 + age / 30 days)

"As such": not by another writing, a reading, its parts or a synonym. Age counts from the newest hit, so that pages of
one search agree. Whole numbers; the newer of two equal hits comes first. There is no inverse document frequency:
every hit has every word, so it would be the same for all.
"""

from collections.abc import Iterable

from yorisoi.kernel.search.scope import SECOND_BITS

EXACT, TITLED, PART_TITLED = 1, 2, 4
RANKED = 2_000
"""The newest hits that are ranked; older ones follow by time."""
_DAYS = 30
_WORTH = tuple(
    (100 if bits & TITLED else 40 if bits & PART_TITLED else 0) + (60 if bits & EXACT else 0) for bits in range(8)
)


def ranked(window: Iterable[tuple[int, int]], newest: int) -> list[tuple[int, int]]:
    """(score, id) of each (id, bits of EXACT, TITLED, PART_TITLED), best first. `newest` is the id ages count from."""
    last, span = newest >> SECOND_BITS, _DAYS * 86_400
    most = 100 * span
    scored = [(_WORTH[bits] + most // (span + last - (each >> SECOND_BITS)), each) for each, bits in window]
    scored.sort(reverse=True)
    return scored
