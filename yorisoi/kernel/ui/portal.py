"""What every page for customers needs to know, and the brand's colour made readable.

Contrast after WCAG 2.2 (relative luminance and contrast ratio as defined there); a colour that would be too weak is
darkened for light pages and lightened for dark ones, in small steps, until it can be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

type Rgb = tuple[int, int, int]

WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
LIGHT_PAGE: Rgb = (247, 246, 243)  # --surface-sunken, light
DARK_PAGE: Rgb = (33, 36, 44)  # --surface-raised, dark
_READABLE = 4.8  # WCAG asks for 4.5
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Portal:
    """One page for customers. `colour` is the brand's, #rrggbb; `large`: the large view; `embedded`: in a frame.

    scheme: light or dark where the page around a frame has only one of them; "" follows the reader's system.
    """

    brand: str
    colour: str
    language: str
    large: bool = False
    embedded: bool = False
    scheme: str = ""


def brand_sheet(colour: str) -> str:
    """A style sheet that puts a brand's colour (rrggbb) in the place of the accent."""
    own = rgb(colour)
    fill = readable(own, WHITE, BLACK)
    on_light, on_dark = readable(own, LIGHT_PAGE, BLACK), readable(own, DARK_PAGE, WHITE)
    accent = f"light-dark({hexed(on_light)}, {hexed(on_dark)})"
    return (
        ":root {\n"
        f"  --brand: {hexed(own)};\n"
        f"  --accent: {accent};\n"
        f"  --focus: {accent};\n"
        f"  --accent-fill: {hexed(fill)};\n"
        f"  --accent-fill-hover: {hexed(_mixed(fill, BLACK, 0.16))};\n"
        f"  --accent-soft: light-dark({hexed(_mixed(own, WHITE, 0.9))}, {hexed(_mixed(own, DARK_PAGE, 0.8))});\n"
        "}\n"
    )


def readable(colour: Rgb, ground: Rgb, towards: Rgb) -> Rgb:
    """The colour, or the first on its way `towards` black or white that stands out enough from the ground."""
    return next((each for each in _on_the_way(colour, towards) if contrast(each, ground) >= _READABLE), towards)


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def rgb(colour: str) -> Rgb:
    """rrggbb, with or without #, as three numbers. Raises ValueError."""
    plain = colour.removeprefix("#")
    if len(plain) != 6:
        raise ValueError(f"{colour!r} is not rrggbb")
    return int(plain[:2], 16), int(plain[2:4], 16), int(plain[4:], 16)


def hexed(colour: Rgb) -> str:
    """#rrggbb."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def _on_the_way(colour: Rgb, towards: Rgb) -> Iterator[Rgb]:
    return (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))


def _mixed(colour: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
