"""How good a hit is. The same on both databases, from what the index itself can say.

    score = 100 · all words in the title + 40 · some of them + 60 · each word as such + 100 / (1 + age / 30 days)

"As such": not by another writing, a reading, its parts or a synonym. Age counts from the newest hit, so that pages of
one search agree. Whole numbers; the newer of two equal hits comes first. There is no inverse document frequency:
every hit has every word, so it would be the same for all.
"""

EXACT, TITLED, PART_TITLED = 1, 2, 4
RANKED = 2_000
"""The newest hits that are ranked; older ones follow by time."""
_DAYS = 30
_WORTH = tuple(
    (100 if bits & TITLED else 40 if bits & PART_TITLED else 0) + (60 if bits & EXACT else 0) for bits in range(8)
)


def score(bits: int, seconds: int) -> int:
    """The score of a hit that is `seconds` older than the newest; `bits` of EXACT, TITLED, PART_TITLED."""
    return _WORTH[bits] + 100 * _DAYS * 86_400 // (_DAYS * 86_400 + max(seconds, 0))
