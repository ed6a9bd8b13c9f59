"""Values for the page of all components."""

from datetime import timedelta
from typing import Any

from yorisoi.kernel import clock
from yorisoi.kernel.ui import icons
from yorisoi.kernel.ui.charts import Point

SWATCHES = (
    "surface",
    "surface-sunken",
    "surface-raised",
    "surface-hover",
    "surface-selected",
    "ink",
    "ink-muted",
    "line",
    "line-control",
    "accent",
    "accent-fill",
    "accent-soft",
    "positive",
    "positive-soft",
    "warning",
    "warning-soft",
    "danger",
    "danger-soft",
    "info",
    "info-soft",
    "note",
    "focus",
)
_SHARES = (71.0, 72.5, 70.1, None, 73.8, 74.2, 73.1, 75.9, 76.4, 75.2, 77.8, 78.3)


def components() -> dict[str, Any]:
    """The context of the components page."""
    return {
        "now": clock.now(),
        "hour": timedelta(hours=1),
        "icon_names": sorted(icons.names()),
        "swatches": SWATCHES,
        "weeks": [
            Point(f"{9 + week // 4}月{week % 4 + 1}週", value, value and value - 2.6, value and value + 2.4, 180 + week)
            for week, value in enumerate(_SHARES)
        ],
        "topics": [
            Point("配送 / 届け先変更", 212),
            Point("商品 / 破損", 148),
            Point("支払い / 払込票", 131),
            Point("アプリ / ログイン", 96),
            Point("契約 / 解約のご相談", 64),
        ],
        "effects": [
            Point("届け先を変更する", -6.2, -9.1, -3.4, 640),
            Point("払込票の再発行", -1.1, -3.9, 1.6, 410),
            Point("ログインできないとき", 2.8, 0.4, 5.3, 388),
        ],
        "days": ["月", "火", "水", "木", "金", "土"],
        "hours": [str(hour) for hour in range(9, 20)],
        "field": [[max(0, 40 - 6 * abs(hour - 3 - day % 2) - 3 * day) for hour in range(11)] for day in range(5)]
        + [[4, 9, 12, 8, 3, None, None, None, None, None, None]],
    }
