"""Mail as the carriers' phones and apps write it."""

from __future__ import annotations

from .write import Mail, b64, container, multipart, q_word, sent, text_mail, typed, word

YAHOO_APP = Mail(
    "yahoo_app",
    text_mail(
        sent(word("佐々木", "utf-8"), "sasaki@yahoo.example", word("Re: 返品", "utf-8")),
        "分かりました。\n\nYahoo!メールアプリから送信\n\n"
        "2026年11月21日(土) 15:00に サクラ <support@sakura.example> さんが書きました:\n\n"
        "  返品を承ります。\n",
        "utf-8",
        encoding="base64",
    ),
    subject="Re: 返品",
    sender=("佐々木", "sasaki@yahoo.example"),
    text="分かりました。\n\nYahoo!メールアプリから送信\n\n"
    "2026年11月21日(土) 15:00に サクラ <support@sakura.example> さんが書きました:\n\n  返品を承ります。",
    new="分かりました。",
)

DOCOMO = Mail(
    "docomo",
    text_mail(
        sent("", "hana..chan.@docomo.ne.jp", word("届きました"), date="Sun, 22 Nov 2026 10:00:00 +0900 (JST)"),
        "今日届きました♪\nありがとうございます\n",
    ),
    subject="届きました",
    sender=("", "hana..chan.@docomo.ne.jp"),
    text="今日届きました♪\nありがとうございます",
)

DOCOMO_REPLY = Mail(
    "docomo_reply",
    text_mail(
        sent("", "hana@docomo.ne.jp", word("Re:お届けについて", "Shift_JIS")),
        "はい、お願いします\n---------- Original Message ----------\nFrom:support@sakura.example\n"
        "To:hana@docomo.ne.jp\n"
        "Date:2026/11/21 15:00\nSubject:お届けについて\n\n明日でよろしいですか\n",
        "Shift_JIS",
        encoding="8bit",
    ),
    subject="Re:お届けについて",
    sender=("", "hana@docomo.ne.jp"),
    text="はい、お願いします\n---------- Original Message ----------\nFrom:support@sakura.example\n"
    "To:hana@docomo.ne.jp\n"
    "Date:2026/11/21 15:00\nSubject:お届けについて\n\n明日でよろしいですか",
    new="はい、お願いします",
)

AU = Mail(
    "au",
    multipart(
        sent(f'"{word("ｹﾝｼﾞ")}"', "kenji@ezweb.ne.jp", word("写真")),
        [
            typed("割れていました。写真を送ります。\n", "ISO-2022-JP"),
            [
                'Content-Type: image/jpeg; name="DVC00001.jpg"',
                'Content-Disposition: attachment; filename="DVC00001.jpg"',
                "Content-Transfer-Encoding: base64",
                b"",
                b64(b"\xff\xd8jpeg"),
            ],
        ],
    ),
    subject="写真",
    sender=("ｹﾝｼﾞ", "kenji@ezweb.ne.jp"),
    text="割れていました。写真を送ります。",
    files=("DVC00001.jpg",),
)

SOFTBANK = Mail(
    "softbank",
    text_mail(
        sent("", "mika@softbank.ne.jp", word("教えて", "UTF-8")),
        "営業時間を教えてください☀\n",
        "UTF-8",
        encoding="base64",
    ),
    subject="教えて",
    sender=("", "mika@softbank.ne.jp"),
    text="営業時間を教えてください☀",
)

IPHONE = Mail(
    "iphone",
    text_mail(
        sent(
            q_word("伊藤 美咲", "utf-8"),
            "ito@icloud.example",
            q_word("Re: 予約の変更", "utf-8"),
            "X-Mailer: iPhone Mail (22A3354)",
        ),
        "水曜日に変更をお願いします。\n\n伊藤\n\niPhoneから送信\n\n"
        "> 2026/11/21 15:00、サクラ <support@sakura.example>のメール:\n> \n"
        "> \ufeffご希望の日を教えてください。\n",
        "utf-8",
        encoding="quoted-printable",
    ),
    subject="Re: 予約の変更",
    sender=("伊藤 美咲", "ito@icloud.example"),
    text="水曜日に変更をお願いします。\n\n伊藤\n\niPhoneから送信\n\n"
    "> 2026/11/21 15:00、サクラ <support@sakura.example>のメール:\n> \n> \ufeffご希望の日を教えてください。",
    new="水曜日に変更をお願いします。\n\n伊藤",
)

DECOMAIL = Mail(
    "decomail",
    multipart(
        sent("", "yui@docomo.ne.jp", word("お礼", "Shift_JIS")),
        [
            container(
                [
                    container(
                        [
                            typed("ありがとう\n", "Shift_JIS", encoding="base64"),
                            typed(
                                '<body bgcolor="#fff">ありがとう<img src="cid:e1"></body>',
                                "Shift_JIS",
                                encoding="base64",
                                kind="html",
                            ),
                        ],
                        "alternative",
                        "=_alt",
                    ),
                    [
                        'Content-Type: image/gif; name="e1.gif"',
                        "Content-ID: <e1>",
                        "Content-Transfer-Encoding: base64",
                        b"",
                        b64(b"GIF89a"),
                    ],
                ],
                "related",
                "=_rel",
            ),
        ],
    ),
    subject="お礼",
    sender=("", "yui@docomo.ne.jp"),
    text="ありがとう",
    files=("e1.gif",),
)
