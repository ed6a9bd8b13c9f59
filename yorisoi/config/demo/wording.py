"""What the demo company's desks write again and again: tags, templates, and a macro."""

from uuid import UUID

from yorisoi.desk import actions as desk
from yorisoi.desk.contracts import TagColour
from yorisoi.workspace.contracts import SYSTEM

TAGS = (
    ("至急", TagColour.DANGER),
    ("要確認", TagColour.WARNING),
    ("お褒め", TagColour.POSITIVE),
    ("ご要望", TagColour.INFO),
)
_GREETING = "{{お客様名}} 様\n\nお問い合わせありがとうございます。{{ブランド名}}の{{担当者}}でございます。\n\n"
TEMPLATES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("はじめのごあいさつ", "aisatsu", f"{_GREETING}受付番号は {{{{受付番号}}}} です。", {}),
    ("お調べして折り返す", "origaeshi", f"{_GREETING}お調べして、改めてご連絡いたします。", {"snooze": "翌営業日"}),
    ("お詫び", "owabi", f"{_GREETING}このたびはご迷惑をおかけし、誠に申し訳ございません。", {}),
    ("解決して完了", "kanryo", f"{_GREETING}またお困りのことがございましたら、お知らせください。", {"status": "done"}),
)


def put_words(brand_id: UUID) -> None:
    """The tags and templates of one brand."""
    for name, colour in TAGS:
        desk.create_tag(actor=SYSTEM, brand_id=brand_id, name=name, colour=colour)
    for name, shortcut, body, then in TEMPLATES:
        desk.create_template(actor=SYSTEM, brand_id=brand_id, name=name, shortcut=shortcut, body=body, actions=then)
