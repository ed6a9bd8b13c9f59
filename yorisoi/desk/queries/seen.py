"""For how long a sign of life counts."""

from datetime import timedelta

LOOKS_FOR = timedelta(seconds=50)  # the page says every 20 s that it is looked at
