"""Mail as the programs write it that Japanese customers use. What a person reads in each is written beside it."""

from __future__ import annotations

from .write import Mail, b64, letter, lines, multipart, sent, text_mail, typed, winmail, word

OUTLOOK_2003 = Mail(
    "outlook_2003",
    text_mail(
        sent(
            word("山田 太郎"),
            "taro@yamada.example.jp",
            word("見積書の件①㈱髙﨑"),
            "X-Mailer: Microsoft Office Outlook 11",
        ),
        "株式会社サクラ\n髙橋 様\n\n①見積書 ②納期 の 2 点を㈱山﨑商店あてにお願いします。\n",
    ),
    subject="見積書の件①㈱髙﨑",
    sender=("山田 太郎", "taro@yamada.example.jp"),
    text="株式会社サクラ\n髙橋 様\n\n①見積書 ②納期 の 2 点を㈱山﨑商店あてにお願いします。",
)

OUTLOOK_365 = Mail(
    "outlook_365",
    multipart(
        [
            *sent(
                word("山田　花子", "utf-8"),
                "hanako@yamada.example.jp",
                word("RE: 納品書について", "utf-8"),
                "In-Reply-To: <out-1@sakura.example>",
                "Content-Language: ja-JP",
            ),
        ],
        [
            typed(
                "いつもお世話になっております。\n山田です。\n\n納品書を受け取りました。\n"
                "________________________________\n差出人: サクラ サポート <support@sakura.example>\n"
                "送信日時: 2026年11月21日 15:00\n宛先: 山田　花子 <hanako@yamada.example.jp>\n"
                "件名: 納品書について\n\n納品書をお送りします。\n",
                "utf-8",
                encoding="base64",
            ),
            typed(
                "<html><body><p>いつもお世話になっております。</p></body></html>",
                "utf-8",
                encoding="base64",
                kind="html",
            ),
        ],
        "alternative",
    ),
    subject="RE: 納品書について",
    sender=("山田　花子", "hanako@yamada.example.jp"),
    text="いつもお世話になっております。\n山田です。\n\n納品書を受け取りました。\n"
    "________________________________\n差出人: サクラ サポート <support@sakura.example>\n"
    "送信日時: 2026年11月21日 15:00\n宛先: 山田　花子 <hanako@yamada.example.jp>\n"
    "件名: 納品書について\n\n納品書をお送りします。",
    new="いつもお世話になっております。\n山田です。\n\n納品書を受け取りました。",
)

OUTLOOK_FILES = Mail(
    "outlook_files",
    multipart(
        sent('"' + word("山田") + '"', "taro@yamada.example.jp", word("注文書"), "X-Mailer: Microsoft Outlook 16.0"),
        [
            typed("注文書を添付します。\n", "iso-2022-jp"),
            [
                'Content-Type: application/vnd.ms-excel;\n\tname="' + word("注文書①.xls") + '"',
                "Content-Transfer-Encoding: base64",
                'Content-Disposition: attachment;\n\tfilename="' + word("注文書①.xls") + '"',
                b"",
                b64(b"xls"),
            ],
        ],
    ),
    subject="注文書",
    sender=("山田", "taro@yamada.example.jp"),
    text="注文書を添付します。",
    files=("注文書①.xls",),
)

OUTLOOK_EXPRESS = Mail(
    "outlook_express",
    text_mail(
        sent(
            word("鈴木"),
            "suzuki@ocn.example",
            word("Re: お届け日"),
            "X-Mailer: Microsoft Outlook Express 6.00.2900.5931",
        ),
        '鈴木です。\n了解しました。\n\n----- Original Message ----- \nFrom: "サポート" <support@sakura.example>\n'
        'To: "鈴木" <suzuki@ocn.example>\nSent: Saturday, November 21, 2026 3:00 PM\nSubject: お届け日\n\n\n'
        "> お届けは月曜日です。\n",
    ),
    subject="Re: お届け日",
    sender=("鈴木", "suzuki@ocn.example"),
    text='鈴木です。\n了解しました。\n\n----- Original Message ----- \nFrom: "サポート" <support@sakura.example>\n'
    'To: "鈴木" <suzuki@ocn.example>\nSent: Saturday, November 21, 2026 3:00 PM\nSubject: お届け日\n\n\n'
    "> お届けは月曜日です。",
    new="鈴木です。\n了解しました。",
)

GMAIL = Mail(
    "gmail",
    multipart(
        sent(word("田中一郎", "UTF-8"), "tanaka@gmail.example", word("Re: ご注文の件", "UTF-8")),
        [
            typed(
                "ありがとうございます。届きました。\n\n"
                "2026年11月21日(土) 15:00 サクラ サポート <support@sakura.example>:\n\n"
                "> お荷物は本日届く予定です。\n>\n> サクラ\n",
                "UTF-8",
                encoding="base64",
            ),
            typed('<div dir="ltr">ありがとうございます。届きました。</div>', "UTF-8", encoding="base64", kind="html"),
        ],
        "alternative",
    ),
    subject="Re: ご注文の件",
    sender=("田中一郎", "tanaka@gmail.example"),
    text="ありがとうございます。届きました。\n\n2026年11月21日(土) 15:00 サクラ サポート <support@sakura.example>:\n\n"
    "> お荷物は本日届く予定です。\n>\n> サクラ",
    new="ありがとうございます。届きました。",
)

GMAIL_JIS = Mail(
    "gmail_jis",
    text_mail(sent(word("田中"), "tanaka@gmail.example", word("ﾃｽﾄとテスト")), "半角カナ ﾃｽﾄ と全角カナ。\n"),
    subject="ﾃｽﾄとテスト",
    sender=("田中", "tanaka@gmail.example"),
    text="半角カナ ﾃｽﾄ と全角カナ。",
)

YAHOO = Mail(
    "yahoo_web",
    text_mail(
        sent(word("佐々木"), "sasaki@yahoo.example", word("返品できますか"), "X-Mailer: YahooMailWebService/0.8"),
        "サイズが合わないので返品したいです。\n\n--\n佐々木\n",
    ),
    subject="返品できますか",
    sender=("佐々木", "sasaki@yahoo.example"),
    text="サイズが合わないので返品したいです。\n\n--\n佐々木",
    new="サイズが合わないので返品したいです。",
)

APPLE_MAIL = Mail(
    "apple_mail_flowed",
    text_mail(
        sent(word("小林"), "kobayashi@mac.example", word("折り返しのある本文"), "X-Mailer: Apple Mail (2.936)"),
        "この文は一行に書いたものですが、送るときに途中で \n折り返されています。\n\n次の段落です。\n",
        "iso-2022-jp",
        more="; format=flowed; delsp=yes",
    ),
    subject="折り返しのある本文",
    sender=("小林", "kobayashi@mac.example"),
    text="この文は一行に書いたものですが、送るときに途中で折り返されています。\n\n次の段落です。",
)

THUNDERBIRD = Mail(
    "thunderbird_flowed",
    text_mail(
        sent(
            word("加藤", "UTF-8"),
            "kato@example.jp",
            word("Re: 障害について", "UTF-8"),
            "User-Agent: Mozilla Thunderbird",
        ),
        "On 2026/11/21 15:00, サクラ wrote:\n> 現在も続いて \n> いますか。\n\nはい、今朝から繋がりません。\n\n"
        "-- \n加藤\n",
        "UTF-8",
        encoding="8bit",
        more="; format=flowed",
    ),
    subject="Re: 障害について",
    sender=("加藤", "kato@example.jp"),
    text="On 2026/11/21 15:00, サクラ wrote:\n> 現在も続いて いますか。\n\nはい、今朝から繋がりません。\n\n-- \n加藤",
    new="はい、今朝から繋がりません。",
)

BECKY = Mail(
    "becky",
    text_mail(
        sent(word("渡辺"), "watanabe@example.jp", word("Re: 請求書"), "X-Mailer: Becky! ver. 2.81.05 [ja]"),
        "渡辺です。\n\nOn Sat, 21 Nov 2026 15:00:00 +0900\nサクラ <support@sakura.example> wrote:\n\n"
        "> 請求書は届きましたか。\n\n届きました。\n\n> 金額はよろしいですか。\n\n問題ありません。\n\n"
        "-- \n渡辺 <watanabe@example.jp>\n",
    ),
    subject="Re: 請求書",
    sender=("渡辺", "watanabe@example.jp"),
    text="渡辺です。\n\nOn Sat, 21 Nov 2026 15:00:00 +0900\nサクラ <support@sakura.example> wrote:\n\n"
    "> 請求書は届きましたか。\n\n届きました。\n\n> 金額はよろしいですか。\n\n問題ありません。\n\n"
    "-- \n渡辺 <watanabe@example.jp>",
    new="渡辺です。\n\n\n届きました。\n\n\n問題ありません。",
)

SHURIKEN = Mail(
    "shuriken",
    text_mail(
        sent(word("中村"), "nakamura@example.jp", word("Re: 修理"), "X-Mailer: JsvMail 7.0 (Shuriken Pro4)"),
        "中村です。修理をお願いします。\n\nサクラさんは書きました:\n>修理と交換のどちらにしますか。\n",
    ),
    subject="Re: 修理",
    sender=("中村", "nakamura@example.jp"),
    text="中村です。修理をお願いします。\n\nサクラさんは書きました:\n>修理と交換のどちらにしますか。",
    new="中村です。修理をお願いします。",
)

CONTRACT = word("契約書", "Shift_JIS") + "\n " + word("（控）.pdf", "Shift_JIS")

NOTES = Mail(
    "lotus_notes",
    multipart(
        sent(
            word("小川 誠/営業部/YAMADA"),
            "makoto_ogawa@yamada.example.jp",
            word("契約書の送付について") + "\n " + word("（至急）"),
            "X-Mailer: Lotus Notes Release 8.5.3",
        ),
        [
            typed("小川です。契約書を送ります。\n", "ISO-2022-JP"),
            [
                f'Content-Type: application/pdf; name="{CONTRACT}"',
                f'Content-Disposition: attachment; filename="{CONTRACT}"',
                "Content-Transfer-Encoding: base64",
                b"",
                b64(b"%PDF"),
            ],
        ],
    ),
    subject="契約書の送付について（至急）",
    sender=("小川 誠/営業部/YAMADA", "makoto_ogawa@yamada.example.jp"),
    text="小川です。契約書を送ります。",
    files=("契約書（控）.pdf",),
)

EXCHANGE_INVITATION = Mail(
    "exchange_invitation",
    multipart(
        sent(word("斎藤", "utf-8"), "saito@example.jp", word("打ち合わせ", "utf-8")),
        [
            typed("打ち合わせをお願いします。\n", "utf-8", encoding="base64"),
            [
                "Content-Type: text/calendar; charset=utf-8; method=REQUEST",
                "Content-Transfer-Encoding: base64",
                b"",
                b64(
                    lines(
                        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nSUMMARY:打ち合わせ\n"
                        "DTSTART:20261125T010000Z\nDTEND:20261125T020000Z\nEND:VEVENT\nEND:VCALENDAR\n"
                    ).encode()
                ),
            ],
        ],
        "alternative",
    ),
    subject="打ち合わせ",
    sender=("斎藤", "saito@example.jp"),
    text="打ち合わせをお願いします。",
    files=("invitation.ics",),
)

ACTIVE_MAIL = Mail(
    "active_mail_no_mime",
    letter(
        sent(word("清水"), "shimizu@univ.example", word("領収書"), "X-Mailer: Active! mail"),
        lines("領収書をお願いします。\n").encode("iso2022_jp"),
    ),
    subject="領収書",
    sender=("清水", "shimizu@univ.example"),
    text="領収書をお願いします。",
)

FORWARD_AS_FILE = Mail(
    "forward_as_file",
    multipart(
        sent(word("森"), "mori@example.jp", word("Fwd: 案内")),
        [
            typed("添付のメールは御社からでしょうか。\n", "ISO-2022-JP"),
            [
                "Content-Type: message/rfc822",
                b"",
                text_mail(sent(word("偽サクラ"), "fake@example.com", word("重要なお知らせ")), "ここをクリック\n"),
            ],
        ],
    ),
    subject="Fwd: 案内",
    sender=("森", "mori@example.jp"),
    text="添付のメールは御社からでしょうか。",
    files=("重要なお知らせ.eml",),
)

EXCHANGE_WINMAIL = Mail(
    "exchange_winmail",
    multipart(
        sent(word("石井"), "ishii@example.jp", word("図面の送付"), "X-MS-Has-Attach: yes"),
        [
            typed("図面をお送りします。\n", "ISO-2022-JP"),
            [
                'Content-Type: application/ms-tnef; name="winmail.dat"',
                "Content-Transfer-Encoding: base64",
                b"",
                b64(winmail("図面をお送りします。\n", "図面①.pdf", b"%PDF")),
            ],
        ],
    ),
    subject="図面の送付",
    sender=("石井", "ishii@example.jp"),
    text="図面をお送りします。",
    files=("図面①.pdf",),
)

EXCHANGE_WINMAIL_ALONE = Mail(
    "exchange_winmail_alone",
    letter(
        [
            *sent(word("石井"), "ishii@example.jp", word("図面の送付")),
            'Content-Type: application/ms-tnef; name="winmail.dat"',
            "Content-Transfer-Encoding: base64",
        ],
        b64(winmail("本文も中にあります。\n", "図面.pdf", b"%PDF")),
    ),
    subject="図面の送付",
    sender=("石井", "ishii@example.jp"),
    text="本文も中にあります。",
    files=("図面.pdf",),
)
