"""Answers with what they quote and sign with, as Japanese customers write them."""

from __future__ import annotations

from .write import Mail, sent, text_mail, word

WHO = ("山田太郎", "taro@yamada.example.jp")
NEW = (
    "お世話になっております。山田です。\n\nご連絡ありがとうございます。\n添付の内容で問題ありません。\n\n"
    "よろしくお願いいたします。"
)
OURS = "サクラ サポートです。\n内容をご確認ください。\n"
QUOTED = "> サクラ サポートです。\n> 内容をご確認ください。\n"


def reply(name: str, text: str, new: str = NEW) -> Mail:
    """An answer in UTF-8 whose interest is what is new in it."""
    raw = text_mail(sent(word(WHO[0], "UTF-8"), WHO[1], "Re: 1001"), text, "UTF-8", encoding="base64")
    return Mail(name, raw, "Re: 1001", WHO, text, new=new)


GMAIL = reply("reply_gmail", f"{NEW}\n\n2026年11月22日(日) 10:00 サクラ <support@sakura.example>:\n\n{QUOTED}")
GMAIL_LONG = reply(
    "reply_gmail_wrapped",
    f"{NEW}\n\n2026年11月22日(日) 10:00 株式会社サクラ お客様サポート窓口\n<support@sakura.example>:\n\n{QUOTED}",
)
OUTLOOK = reply(
    "reply_outlook_header",
    f"{NEW}\n\n差出人: サクラ <support@sakura.example>\n送信日時: 2026年11月22日日曜日 10:00\n"
    f"宛先: 山田太郎 <taro@yamada.example.jp>\nCC: 佐藤 <sato@yamada.example.jp>\n件名: 1001\n\n{OURS}",
)
OUTLOOK_NEW = reply(
    "reply_outlook_new_header",
    f"{NEW}\n\nFrom: サクラ <support@sakura.example>\nSent: Sunday, November 22, 2026 10:00 AM\n"
    f"To: 山田太郎 <taro@yamada.example.jp>\nSubject: 1001\n\n{OURS}",
)
ORIGINAL_JA = reply(
    "reply_original_message_ja",
    f"{NEW}\n\n-----元のメッセージ-----\n差出人: サクラ [mailto:support@sakura.example]\n"
    f"送信日時: 2026年11月22日 10:00\n"
    f"宛先: 山田太郎\n件名: 1001\n\n{OURS}",
)
ORIGINAL = reply(
    "reply_original_message",
    f"{NEW}\n\n-----Original Message-----\nFrom: サクラ [mailto:support@sakura.example]\n"
    f"Sent: Sunday, November 22, 2026 10:00 AM\n"
    f"To: 山田太郎\nSubject: 1001\n\n{OURS}",
)
SAID = reply("reply_wrote_ja", f"{NEW}\n\n2026/11/22 10:00、サクラ さんは書きました:\n{QUOTED}")
SAID_WITHOUT_DATE = reply("reply_wrote_ja_without_date", f"{NEW}\n\nサクラさんが書きました：\n{QUOTED}")
MESSAGE_OF = reply(
    "reply_message_of",
    f"{NEW}\n\n--- 2026/11/22 (日) 10:00、サクラ <support@sakura.example> からのメッセージ：\n\n{OURS}",
)
APPLE = reply("reply_apple", f"{NEW}\n\n2026/11/22 10:00、サクラ <support@sakura.example>のメール:\n\n{QUOTED}")
FULL_WIDTH = reply("reply_full_width_signs", f"{NEW}\n\n＞サクラ サポートです。\n＞内容をご確認ください。\n")
BELOW = reply("reply_below_the_quote", f"On 2026/11/22 10:00, サクラ wrote:\n{QUOTED}\n{NEW}\n")
BETWEEN = reply(
    "reply_between_quotes",
    "> 1. お名前をお知らせください。\n山田太郎です。\n\n> 2. ご希望日はいつですか。\n12月1日です。\n",
    "山田太郎です。\n\n12月1日です。",
)
NESTED = reply(
    "reply_nested",
    f"{NEW}\n\n2026年11月22日(日) 10:00 サクラ <support@sakura.example>:\n\n> 承知しました。\n>\n"
    "> 2026年11月21日(土) 9:00 山田太郎 <taro@yamada.example.jp>:\n>\n>> いかがですか。\n>>> 検討します。\n",
)
NESTED_HEADERS = reply(
    "reply_nested_headers",
    f"{NEW}\n\n________________________________\n差出人: サクラ <support@sakura.example>\n"
    f"送信日時: 2026年11月22日 10:00\n"
    "宛先: 山田太郎\n件名: Re: 1001\n\n承知しました。\n\n-----Original Message-----\nFrom: 山田太郎\n"
    "Sent: Saturday, November 21, 2026\nTo: サクラ\nSubject: 1001\n\nいかがですか。\n",
)
FORWARD = reply(
    "forward_gmail",
    "下記のメールについて、対応をお願いします。\n\n---------- Forwarded message ---------\n"
    "From: 佐藤 <sato@example.jp>\n"
    "Date: 2026年11月22日(日) 10:00\nSubject: 不良品\nTo: 山田太郎 <taro@yamada.example.jp>\n\n割れていました。\n",
    "下記のメールについて、対応をお願いします。\n\n---------- Forwarded message ---------\n"
    "From: 佐藤 <sato@example.jp>\n"
    "Date: 2026年11月22日(日) 10:00\nSubject: 不良品\nTo: 山田太郎 <taro@yamada.example.jp>\n\n割れていました。",
)
FORWARD_JA = reply(
    "forward_thunderbird",
    "転送します。\n\n-------- 転送されたメッセージ --------\n件名: 不良品\n日付: Sun, 22 Nov 2026 10:00:00 +0900\n"
    "差出人: 佐藤 <sato@example.jp>\n宛先: 山田太郎 <taro@yamada.example.jp>\n\n割れていました。\n",
    "転送します。\n\n-------- 転送されたメッセージ --------\n件名: 不良品\n日付: Sun, 22 Nov 2026 10:00:00 +0900\n"
    "差出人: 佐藤 <sato@example.jp>\n宛先: 山田太郎 <taro@yamada.example.jp>\n\n割れていました。",
)
FORWARD_ALONE_TEXT = (
    "-------- 転送メッセージ --------\n件名: 不良品\n日付: Sun, 22 Nov 2026 10:00:00 +0900\n"
    "差出人: 佐藤 <sato@example.jp>\n"
    "宛先: 山田太郎 <taro@yamada.example.jp>\n\n割れていました。\n"
)
FORWARD_ALONE = reply("forward_alone", FORWARD_ALONE_TEXT, FORWARD_ALONE_TEXT)

SIGNATURE = (
    "山田 太郎\n株式会社ヤマダ 営業部\n〒100-0001 東京都千代田区千代田1-1\nTEL: 03-0000-0000\n"
    "E-mail: taro@yamada.example.jp"
)
DASHES = reply("signature_dashes", f"{NEW}\n\n-- \n{SIGNATURE}\n")
DASHES_BARE = reply("signature_dashes_without_space", f"{NEW}\n\n--\n{SIGNATURE}\n")
LOW_LINES = reply("signature_low_lines", f"{NEW}\n\n＿＿＿＿＿＿＿＿＿＿＿＿\n{SIGNATURE}\n＿＿＿＿＿＿＿＿＿＿＿＿\n")
HEAVY = reply("signature_heavy_lines", f"{NEW}\n\n━━━━━━━━━━━━━━\n{SIGNATURE}\n━━━━━━━━━━━━━━\n")
STARS = reply(
    "signature_stars", f"{NEW}\n\n******************************\n{SIGNATURE}\n******************************\n"
)
MIXED = reply("signature_mixed_signs", f"{NEW}\n\n*_*_*_*_*_*_*_*_*_*_*_*_*\n{SIGNATURE}\n*_*_*_*_*_*_*_*_*_*_*_*_*\n")
EQUALS = reply("signature_equals", f"{NEW}\n\n=======================\n{SIGNATURE}\n=======================\n")
FULL_HYPHENS = reply(
    "signature_full_width_hyphens", f"{NEW}\n\n－－－－－－－－－－\n{SIGNATURE}\n－－－－－－－－－－\n"
)
BOXES = reply("signature_boxes", f"{NEW}\n\n■□■□■□■□■□■□\n{SIGNATURE}\n■□■□■□■□■□■□\n")
AND_QUOTE = reply(
    "signature_and_quote",
    f"{NEW}\n\n------------------------------\n{SIGNATURE}\n------------------------------\n\n"
    f"2026年11月22日(日) 10:00 サクラ <support@sakura.example>:\n\n{QUOTED}",
)
PHONE = reply("signature_phone", f"{NEW}\n\niPhoneから送信\n")
ANDROID = reply("signature_android", f"{NEW}\n\nAndroid から送信\n")
OUTLOOK_PHONE = reply(
    "signature_outlook_phone",
    f"{NEW}\n\nOutlook for iOS を入手\n________________________________\n"
    f"差出人: サクラ <support@sakura.example>\n送信日時: 日曜日, 11月 22, 2026 10:00 午前\n宛先: 山田太郎\n"
    f"件名: 1001\n\n{OURS}",
)
NO_SEPARATOR = reply("signature_without_separator", f"{NEW}\n\n山田\n", f"{NEW}\n\n山田")

TABLE = (
    "注文内容は次の通りです。\n\n----------------\n品名: りんご\n数量: 3\n合計: 1,000円\n----------------\n"
    "\nよろしくお願いします。"
)
TABLE_STAYS = reply("ruled_list_is_no_signature", TABLE, TABLE)
DATED = "次の日程でお願いします。\n\n2026年11月25日(水) 10:00\n2026年11月26日(木) 14:00\n\n場所: 東京"
DATES_STAY = reply("dates_are_no_quote", DATED, DATED)
LABELS = "件名: 予約変更\n日時: 12月1日\n氏名: 山田太郎\n\n上の内容に変更してください。"
LABELS_STAY = reply("labels_are_no_quote", LABELS, LABELS)
