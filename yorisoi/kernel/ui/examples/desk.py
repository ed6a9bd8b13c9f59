"""A morning at the desk of a food subscription, for the three-pane example."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import pgettext

from yorisoi.kernel import clock
from yorisoi.kernel.ui.examples.rows import ROWS


def states() -> dict[str, tuple[str, str, str]]:
    """Words, icon and tone of each status."""
    return {
        "new": (pgettext("example", "New"), "status-new", "accent"),
        "open": (pgettext("example", "Open"), "status-open", "info"),
        "hold": (pgettext("example", "On hold"), "status-hold", "warning"),
        "done": (pgettext("example", "Done"), "status-done", "positive"),
        "none": (pgettext("example", "No action needed"), "status-none", "muted"),
    }


def views() -> list[dict[str, Any]]:
    """The left column: views, then the queues of each brand."""
    return [
        {
            "title": "",
            "brand": "",
            "links": [
                ("user", pgettext("example", "Mine"), 7, "mine", True),
                ("inbox", pgettext("example", "Unassigned"), 12, "unassigned", False),
                ("eye", pgettext("example", "Following"), 3, "following", False),
                ("queue", pgettext("example", "All open"), 64, "all", False),
                ("clock", pgettext("example", "Due today"), 18, "due", False),
                ("snooze", pgettext("example", "On hold"), 9, "hold", False),
                ("status-done", pgettext("example", "Done"), 0, "done", False),
            ],
        },
        {
            "title": "さくら便",
            "brand": "#c2567a",
            "links": [
                ("", "一般のお問い合わせ", 31, "q1", False),
                ("", "配送・お届け", 14, "q2", False),
                ("", "支払い・契約", 8, "q3", False),
            ],
        },
        {
            "title": "こむぎ堂",
            "brand": "#b7862b",
            "links": [("", "ご注文", 6, "q4", False), ("", "法人窓口", 5, "q5", False)],
        },
    ]


def inbox() -> dict[str, Any]:
    """The context of the three-pane example."""
    now = clock.now()
    rows = [(row, now - timedelta(minutes=row.minutes)) for row in ROWS]
    return {
        "states": states(),
        "views": views(),
        "rows": rows,
        "case": ROWS[1],
        "due_at": now + timedelta(hours=3),
        "timeline": timeline(now),
        "earlier": earlier(now),
        "spark": [4, 3, 5, 2, 1, 2, 3, 6, 4, 2, 2, 3],
    }


def timeline(now: datetime) -> list[dict[str, Any]]:
    """What happened in the shown case, oldest first."""
    return [
        {"kind": "day", "at": now - timedelta(days=1)},
        {
            "kind": "in",
            "who": "髙橋 健太",
            "at": now - timedelta(days=1, hours=2),
            "how": pgettext("example", "by mail"),
            "icon": "mail",
            "to": "support@sakura-bin.example",
            "text": FIRST,
            "files": [("転居届.pdf", "128 KB", "file")],
        },
        {
            "kind": "event",
            "icon": "tag",
            "who": "鈴木 一郎",
            "at": now - timedelta(days=1, hours=1, minutes=40),
            "text": "トピックを「配送 / 届け先変更」にしました",
        },
        {
            "kind": "note",
            "who": "鈴木 一郎",
            "at": now - timedelta(days=1, hours=1, minutes=30),
            "how": pgettext("example", "Internal note"),
            "icon": "lock",
            "text": "12月3日便は11月26日(木)正午で締め。それまでに分かれば間に合います。物流の川口さんに確認済み。",
        },
        {
            "kind": "out",
            "who": "鈴木 一郎",
            "at": now - timedelta(days=1, hours=1),
            "how": pgettext("example", "by mail"),
            "icon": "mail",
            "to": "kenta.takahashi@mail.example",
            "text": ANSWER,
            "state": "sent",
        },
        {"kind": "unread", "at": now},
        {
            "kind": "in",
            "who": "髙橋 健太",
            "at": now - timedelta(minutes=12),
            "how": pgettext("example", "by mail"),
            "icon": "mail",
            "to": "support@sakura-bin.example",
            "text": SECOND,
            "quote": "> 新しいご住所の番地と建物名、…\n> 鈴木",
        },
    ]


def earlier(now: datetime) -> list[tuple[int, str, str, datetime]]:
    """Earlier cases of the same person."""
    return [
        (9871, "お届け時間帯の変更", "done", now - timedelta(days=16)),
        (9420, "卵アレルギー対応の箱について", "done", now - timedelta(days=61)),
        (8102, "お友達紹介クーポンが使えない", "none", now - timedelta(days=190)),
    ]


FIRST = """お世話になっております。髙橋です。

11月末に引っ越しをすることになりました。12月3日の定期便から、新しい住所へ送っていただくことはできますか。
間に合わないようでしたら、その回だけお休みにしたいです。

よろしくお願いいたします。"""

ANSWER = """髙橋 健太 様

さくら便の鈴木でございます。お引っ越しのご連絡をありがとうございます。

12月3日(木)のお届けは、11月26日(木)正午までにご住所をお知らせいただければ、新しいお住まいへお送りできます。
お手数ですが、新しいご住所の番地と建物名、日中つながるお電話番号をこのメールにご返信ください。

間に合わないときは、その回をお休みにいたしますのでご安心ください。"""

SECOND = """鈴木様

早速のご返信ありがとうございます。新しい住所は次のとおりです。

〒248-0012 神奈川県鎌倉市御成町 11-3 メゾン御成 205
電話 090-0000-1234

それと、新居は宅配ボックスが大きいので、不在時は入れておいていただけると助かります。"""
