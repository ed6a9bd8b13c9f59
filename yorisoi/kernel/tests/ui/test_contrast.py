"""Text on every ground it may stand on has 4.5:1, edges and marks 3:1, in both themes: computed from the tokens."""

import math
import re
from functools import cache
from pathlib import Path

import pytest

TOKENS = Path(__file__).parent.parent.parent / "ui" / "static" / "ui" / "tokens"
THEMES = ("light", "dark")
GROUNDS = ("surface", "surface-sunken", "surface-raised", "surface-over", "surface-hover", "surface-selected")
TONES = ("accent", "positive", "warning", "danger", "info", "special")
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-muted") for ground in GROUNDS],
    *[(ink, ground) for ink in ("ink", "ink-muted") for ground in ("note", "accent-faint", "neutral-soft")],
    *[(tone, ground) for tone in TONES for ground in GROUNDS],
    *[(tone, f"{tone}-soft") for tone in TONES],
    *[("ink", f"{tone}-soft") for tone in TONES],
    ("on-fill", "accent-fill"), ("on-fill", "accent-fill-hover"), ("on-fill", "danger-fill"),
]  # fmt: skip
EDGES = [
    *[(mark, ground) for mark in ("line-control", "focus") for ground in GROUNDS],
    *[(f"{tone}-mark", ground) for tone in TONES[1:] for ground in ("surface", "surface-over")],
    ("chart-quiet", "surface-raised"), ("accent-fill", "surface"),
]  # fmt: skip


@cache
def numbers() -> dict[str, tuple[float, float, float]]:
    """Names of colours with their OKLCH triples."""
    text = (TOKENS / "numbers.css").read_text()
    found = re.findall(r"--lch-([a-z]+-\d+): ([\d.]+)% ([\d.]+) ([\d.]+);", text)
    return {name: (float(light) / 100, float(chroma), float(hue)) for name, light, chroma, hue in found}


@cache
def meanings() -> dict[str, tuple[str, str]]:
    """Meaning tokens with the colour's name in the light and in the dark theme."""
    text = (TOKENS / "meaning.css").read_text()
    found = {
        name: (light, dark)
        for name, light, dark in re.findall(r"--([a-z-]+): light-dark\(var\(--([\w-]+)\), var\(--([\w-]+)\)\);", text)
    }
    return found | {name: (one, one) for name, one in re.findall(r"--([a-z-]+): var\(--([a-z]+-\d+)\);", text)}


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance (WCAG) of an OKLCH colour, clipped to sRGB. Matrices: Ottosson, "A perceptual color space"."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long, medium, short = (
        (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return sum(
        share * min(max(part, 0.0), 1.0)
        for share, part in ((0.2126, red), (0.7152, green), (0.0722, blue))
    )  # fmt: skip


def contrast(one: str, other: str, theme: str) -> float:
    """Contrast of two meaning tokens in a theme."""
    at = THEMES.index(theme)
    lights = sorted((luminance(*numbers()[meanings()[token][at]]) for token in (one, other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def test_black_on_white_is_21() -> None:
    assert (luminance(1, 0, 0) + 0.05) / (luminance(0, 0, 0) + 0.05) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink: str, ground: str, theme: str) -> None:
    assert contrast(ink, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), EDGES)
def test_edges_and_marks_can_be_seen(mark: str, ground: str, theme: str) -> None:
    assert contrast(mark, ground, theme) >= 3


def test_every_name_has_a_number_and_every_meaning_a_name() -> None:
    names = (TOKENS / "names.css").read_text()
    assert dict(re.findall(r"--([a-z]+-\d+): oklch\(var\(--lch-([a-z]+-\d+)\)\);", names)) == {n: n for n in numbers()}
    assert {name for pair in meanings().values() for name in pair} == set(numbers()), "a colour nobody uses, or none"
