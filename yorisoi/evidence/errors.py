"""What evidence refuses, and what it cannot say."""


class EvidenceError(ValueError):
    """Input that is no data: a negative count, more successes than trials, not a number, a level outside (0, 1)."""


class TooFewError(EvidenceError):
    """Nothing can be said because there is nothing: 0 of 0 is neither 0 nor 1. Show a dash."""


def checked_level(confidence: float) -> float:
    """`confidence` if it lies strictly between 0 and 1, else EvidenceError."""
    if not 0.0 < confidence < 1.0:
        raise EvidenceError(f"a confidence level lies between 0 and 1, such as 0.95, not {confidence}")
    return confidence


def checked_counts(successes: int, trials: int) -> None:
    """Raises EvidenceError unless 0 ≤ successes ≤ trials, TooFewError if there are no trials."""
    if trials < 0 or not 0 <= successes <= trials:
        raise EvidenceError(f"{successes} successes of {trials} trials is not possible")
    if trials == 0:
        raise TooFewError("a proportion of no trials is undefined")
