"""What is new in a reply, for the programs Japanese customers use. Each text is written as its program writes it."""

import pytest

from yorisoi.channels.email.mime import new_part
from yorisoi.channels.email.mime.quotes import parted

NEW = "お世話になっております。\n先日の件、了解いたしました。\n\nよろしくお願いいたします。"

INTRODUCTIONS = {
    "gmail": "2026年11月22日(日) 10:00 サポート窓口 <support@sakura.example>:\n\n> 本文\n",
    "gmail_wrapped": "2026年11月22日(日) 10:00 サクラ食品サポート\n<support-desk@sakura-foods.example>:\n\n> 本文\n",
    "gmail_en": "On Sun, Nov 22, 2026 at 10:00 AM サポート窓口 <support@sakura.example>\nwrote:\n\n> 本文\n",
    "outlook": "差出人: サポート窓口 <support@sakura.example>\n送信日時: 2026年11月22日 10:00\n"
    "宛先: 山田 太郎 <yamada@example.jp>\n件名: Re: お問い合わせ\n\n本文\n",
    "outlook_ruler": "________________________________\n差出人: サポート窓口 <support@sakura.example>\n"
    "送信日時: 2026年11月22日日曜日 10:00\n宛先: 山田太郎\n件名: RE: 件\n\n本文\n",
    "outlook_original": "-----元のメッセージ-----\n差出人: サポート\n送信日時: 2026/11/22 10:00\n"
    "宛先: 山田\n件名: 件\n\n本文\n",
    "outlook_en": "-----Original Message-----\nFrom: Support <support@sakura.example>\n"
    "Sent: Sunday, November 22, 2026 10:00 AM\nTo: 山田太郎\nSubject: 件\n\n本文\n",
    "iphone": "2026/11/22 10:00、サポート窓口 <support@sakura.example>のメール:\n\n> 本文\n",
    "iphone_cited": "> 2026/11/22 10:00、サポート窓口 <support@sakura.example>のメール:\n> \n> 本文\n",
    "apple_en": "On Nov 22, 2026, at 10:00, サポート窓口 <support@sakura.example> wrote:\n\n> 本文\n",
    "thunderbird": "On 2026/11/22 10:00, サポート窓口 wrote:\n> 本文\n> 二行目\n",
    "thunderbird_ja": "2026/11/22 10:00、サポート窓口 さんは書きました:\n> 本文\n",
    "yahoo": "----- Original Message -----\nFrom: サポート窓口 <support@sakura.example>\nTo: yamada@yahoo.co.jp\n"
    "Date: 2026/11/22, Sun 10:00\nSubject: 件\n\n本文\n",
    "yahoo_app": "2026年11月22日(日) 10:00に サポート窓口 <support@sakura.example> さんが書きました:\n\n本文\n",
    "becky": "On Sun, 22 Nov 2026 10:00:00 +0900\nサポート窓口 <support@sakura.example> wrote:\n\n> 本文\n",
    "becky_ja": "サポート窓口 <support@sakura.example> さんは書きました:\n> 本文\n",
    "docomo": "---Original Message---\nFrom: support@sakura.example\nTo: yamada@docomo.ne.jp\nDate: 2026/11/22 10:00\n"
    "Sub: 件\n\n本文\n",
    "unknown_banner": "-------- Ursprungleg melding --------\nFrom: サポート\nDate: 2026/11/22\nSubject: 件\n\n本文\n",
    "full_width_quotes": "サポート様のメール\n＞ 本文\n＞ 二行目\n",
    "reply_above": "##- この行より上に返信してください -##\n\n本文\n",
}


@pytest.mark.parametrize("program", [name for name in INTRODUCTIONS if name != "full_width_quotes"])
def test_answer_above_the_quote(program: str) -> None:
    new, quoted = new_part(f"{NEW}\n\n{INTRODUCTIONS[program]}")
    assert new == NEW
    assert quoted.strip() == INTRODUCTIONS[program].strip()


def test_full_width_quote_marks() -> None:
    new, quoted = new_part("了解しました。\n\n＞ 本文\n＞ 二行目\n")
    assert new == "了解しました。"
    assert quoted == "＞ 本文\n＞ 二行目"


def test_answer_below_the_quote() -> None:
    text = f"2026/11/22 10:00、サポート窓口 さんは書きました:\n> ご住所を教えてください。\n\n{NEW}\n"
    assert new_part(text)[0] == NEW


def test_answers_between_the_quotes() -> None:
    text = "> ご住所は?\n東京都です。\n\n> お電話は?\n03-0000-0000です。\n"
    new, quoted = new_part(text)
    assert new == "東京都です。\n\n03-0000-0000です。"
    assert quoted == "> ご住所は?\n> お電話は?"


def test_every_level_of_quotes_is_folded() -> None:
    quoted = "> 一つ前\n>> 二つ前\n> >> 三つ前\n＞＞ 全角"
    assert new_part(f"了解しました。\n\n{quoted}") == ("了解しました。", quoted)


@pytest.mark.parametrize(
    "signature",
    [
        "-- \n山田太郎\nyamada@example.jp",
        "----------------------------------\n山田 太郎\n株式会社ヤマダ\nTEL: 03-0000-0000\nyamada@example.jp\n"
        "----------------------------------",
        "＊＊＊＊＊＊＊＊＊＊＊＊\n山田太郎\nE-mail: yamada@example.jp\n＊＊＊＊＊＊＊＊＊＊＊＊",
        "iPhoneから送信",
        "Yahoo!メールアプリから送信",
        "Sent from my iPhone",
        "Outlook for iOS を入手",
    ],
)
@pytest.mark.parametrize("quote", ["", INTRODUCTIONS["gmail"], INTRODUCTIONS["outlook"]])
def test_signatures_are_folded_with_the_quote(signature: str, quote: str) -> None:
    new, rest = new_part(f"{NEW}\n\n{signature}\n\n{quote}")
    assert new == NEW
    assert signature.splitlines()[0].strip() in rest


@pytest.mark.parametrize(
    "text",
    [
        "2026年11月22日 10:00 に予約しました。",
        "件名: 予約の変更\n宛先を間違えていました。",
        "On the other hand, this is new.\nHe wrote a lot.",
        "商品:\n- りんご\n- みかん\n\n------------\n合計 1,000円",
        "From: で始まる行の書き方を教えてください。\nお願いします。",
        "ご連絡先は次の通りです:\nyamada@example.jp",
        "氏名: 山田太郎\n日時: 2026/11/22\n件名: 予約",
        "a | b | c\n1 | 2 | 3",
        "On page 5 of the manual the author wrote:\nPress the button.",
        "--- 商品一覧 ---\nりんご\nみかん",
    ],
)
def test_text_that_only_looks_like_a_quote_stays(text: str) -> None:
    assert new_part(text) == (text, "")


def test_a_forward_alone_is_kept_whole() -> None:
    text = (
        "---------- Forwarded message ---------\nFrom: 山田 <yamada@example.jp>\nDate: 2026\nSubject: 件\nTo: x\n\n本文"
    )
    assert new_part(text) == (text, "")


BLOCK = "---------- 転送メッセージ ----------\n差出人: 山田\n日付: 2026\n件名: 件\n\n本文\n-- \n山田\n> 前の文"


@pytest.mark.parametrize(
    "banner",
    ["---------- Forwarded message ---------", "Begin forwarded message:", "-------- 転送されたメッセージ --------"],
)
def test_a_forward_with_words_above_it_stays_whole_whatever_the_subject_says(banner: str) -> None:
    text = f"転送します。\n\n{banner}\nFrom: a@example.jp\nDate: 2026\nSubject: 件\n\n本文\n> 前の文"
    assert new_part(text) == (text, "")


def test_the_signature_above_a_forward_is_folded_and_the_forwarded_one_is_not() -> None:
    parts = parted(f"転送します。\n\n-- \n佐藤\n\n{BLOCK}")
    assert parts.new == f"転送します。\n\n{BLOCK}"
    assert (parts.folded, parts.own) == ("-- \n佐藤", "転送します。")
    assert (parts.has_quote, parts.has_signature) == (False, True)


@pytest.mark.parametrize(
    ("text", "has_quote", "has_signature"),
    [
        (f"{NEW}\n", False, False),
        (f"{NEW}\n\n{INTRODUCTIONS['gmail']}", True, False),
        (f"{NEW}\n\n-- \n山田", False, True),
        (f"{NEW}\n\n-- \n山田\n\n{INTRODUCTIONS['outlook']}", True, True),
    ],
)
def test_what_is_folded_is_known(text: str, has_quote: bool, has_signature: bool) -> None:
    parts = parted(text)
    assert (parts.new, parts.has_quote, parts.has_signature) == (NEW, has_quote, has_signature)


def test_nothing_is_lost() -> None:
    text = f"{NEW}\n\n{INTRODUCTIONS['becky']}\n-- \n山田"
    new, quoted = new_part(text)
    words = [line for line in text.splitlines() if line.strip()]
    assert sorted(words) == sorted(line for line in f"{new}\n{quoted}".splitlines() if line.strip())
