"""Every test here may register jobs of its own."""

import pytest


@pytest.fixture(autouse=True)
def _own_jobs(own_jobs: None) -> None:
    """Nothing registered in one test is known in the next."""
