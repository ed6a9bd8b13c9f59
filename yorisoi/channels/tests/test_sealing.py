"""Secrets at rest."""

import pytest
from pytest_django import Settings

from yorisoi.channels.sealing import SealBroken, seal, unseal


def test_a_secret_comes_back_and_is_not_to_be_read() -> None:
    sealed = seal("ひみつ")
    assert unseal(sealed) == "ひみつ"
    assert "ひみつ" not in sealed
    assert sealed != seal("ひみつ")
    assert unseal(seal("")) == ""


def test_a_former_key_still_opens_and_a_strange_one_does_not(settings: Settings) -> None:
    sealed = seal("x")
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another key"
    with pytest.raises(SealBroken):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert unseal(sealed) == "x"
