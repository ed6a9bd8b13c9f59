"""Automatic answers, absences, lists and mailings in Japanese, and people's mail that sounds like them."""

from __future__ import annotations

from .write import Mail, multipart, sent, text_mail, typed, word

US = "support@sakura.example"


def mail(
    name: str,
    kind: str,
    subject: str,
    text: str,
    *more: str,
    who: str = "山田",
    at: str = "taro@yamada.example.jp",
    **how: str,
) -> Mail:
    """A mail in UTF-8 whose interest is its kind."""
    raw = text_mail(sent(word(who, "UTF-8"), at, word(subject, "UTF-8"), *more), text, "UTF-8", encoding="base64")
    return Mail(name, raw, subject, (who, at), text, new=how.get("new", ""), kind=kind)


EXCHANGE_AWAY = mail(
    "away_exchange",
    "out_of_office",
    "自動応答: 納品日のご相談",
    "お世話になっております。\n11月21日から25日まで休暇をいただいております。\nお急ぎの場合は代表までお電話ください。\n",
    "X-Auto-Response-Suppress: All",
    "auto-submitted: auto-generated",
    "In-Reply-To: <out-1@sakura.example>",
)
GMAIL_AWAY = mail(
    "away_gmail",
    "out_of_office",
    "不在のお知らせ Re: 納品日のご相談",
    "出張のため不在にしております。26日に戻り次第ご連絡いたします。\n",
    "Precedence: bulk",
    "X-Autoreply: yes",
    "Auto-Submitted: auto-replied",
)
NOTES_AWAY = mail("away_notes", "out_of_office", "不在通知: 納品日のご相談", "山田 太郎 は 2026/11/30 まで不在です。\n")
PLAIN_AWAY = mail(
    "away_by_subject_alone",
    "out_of_office",
    "【不在】納品日のご相談",
    "現在外出中です。戻りましたらご連絡いたします。\n",
)
SIEVE_AWAY = mail(
    "away_sieve",
    "out_of_office",
    "Auto: 納品日のご相談",
    "本日はお休みをいただいております。休暇中のため、返信は月曜日になります。\n",
    "Auto-Submitted: auto-replied (vacation)",
    "Return-Path: <>",
)
ICLOUD_AWAY = mail(
    "away_icloud", "out_of_office", "Auto reply: 納品日", "育休のため、4月まで不在です。\n", "X-Apple-Action: VACATION"
)
FORM_RECEIPT = mail(
    "receipt_of_a_form",
    "auto_reply",
    "【自動返信】お問い合わせありがとうございます",
    "株式会社ヤマダです。\nお問い合わせを受け付けました。3営業日以内にご返信いたします。\n",
    at="info@yamada.example.jp",
    who="株式会社ヤマダ",
)
BODY_RECEIPT = mail(
    "receipt_told_by_its_text",
    "auto_reply",
    "お問い合わせを受け付けました",
    "※このメールはシステムによる自動返信です。\n\n山田様\n\nお問い合わせいただきありがとうございます。\n",
    at="info@yamada.example.jp",
)
TICKET_RECEIPT = mail(
    "receipt_of_a_ticket_system",
    "auto_reply",
    "[ヤマダ] Re: 納品日のご相談",
    "##- この行より上に返信を入力してください -##\n\nリクエスト (12345) を受け付けました。担当者が確認しております。\n",
    "Auto-Submitted: auto-generated",
    "X-Auto-Response-Suppress: All",
    "In-Reply-To: <out-1@sakura.example>",
    at="support@yamada.zendesk.example",
    new="##- この行より上に返信を入力してください -##\n\n"
    "リクエスト (12345) を受け付けました。担当者が確認しております。\n",
)
READ_RECEIPT = Mail(
    "read_receipt",
    multipart(
        sent(word("山田", "UTF-8"), "taro@yamada.example.jp", word("開封済み: 納品日のご相談", "UTF-8")),
        [
            typed("メッセージは 2026年11月22日 10:00 に開封されました。\n", "UTF-8", encoding="base64"),
            [
                "Content-Type: message/disposition-notification",
                b"",
                "Final-Recipient: rfc822;taro@yamada.example.jp\n"
                "Disposition: automatic-action/MDN-sent-automatically; displayed\n",
            ],
        ],
        "report; report-type=disposition-notification;",
    ),
    "開封済み: 納品日のご相談",
    ("山田", "taro@yamada.example.jp"),
    "メッセージは 2026年11月22日 10:00 に開封されました。",
    kind="auto_reply",
    files=("disposition.txt",),
)
MAILING_LIST = mail(
    "list_fml",
    "bulk",
    "[sakura-users:01234] 更新の時期について",
    "皆さんはいつ更新していますか。\n",
    "Reply-To: sakura-users@ml.example.jp",
    "X-ML-Name: sakura-users",
    "X-ML-Count: 1234",
    "Precedence: bulk",
)
LIST_MAILMAN = mail(
    "list_mailman",
    "bulk",
    "Re: [staff] 会場の件",
    "了解しました。\n",
    "In-Reply-To: <1@ml.example.jp>",
    "List-Id: staff.ml.example.jp",
    "Precedence: list",
)
MAGAZINE = mail(
    "magazine_without_headers",
    "bulk",
    "【サクラ通信】冬の新商品のご案内",
    "━━━━━━━━━━━━\n　サクラ通信 vol.12\n━━━━━━━━━━━━\n\n"
    + "冬の新商品をご紹介します。あたたかいお鍋にぴったりです。\n" * 12
    + "\n━━━━━━━━━━━━\n配信停止をご希望の方は、下記のURLからお手続きください。\nhttps://magazine.example.jp/stop\n",
    at="info@magazine.example.jp",
    who="サクラ通信",
    new="━━━━━━━━━━━━\n　サクラ通信 vol.12\n━━━━━━━━━━━━\n\n"
    + "冬の新商品をご紹介します。あたたかいお鍋にぴったりです。\n" * 12,
)
MAILER_HEADER = mail(
    "magazine_with_unsubscribe",
    "bulk",
    "11月のお知らせ",
    "今月の特集です。\n",
    "List-Unsubscribe: <https://m.example.jp/u>",
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
)
ORDER = mail(
    "order_confirmation",
    "bulk",
    "ご注文の確認（注文番号 1001）",
    "ご注文ありがとうございます。\n\n※このメールは送信専用アドレスから自動送信しています。\n"
    "ご返信いただいてもお答えできませんので、ご了承ください。\n",
    at="order@shop.example.jp",
    who="サクラ商店",
)
NOREPLY = mail(
    "notice_noreply", "bulk", "パスワード変更のお知らせ", "パスワードが変更されました。\n", at="no-reply@id.example.jp"
)
MONITOR = mail(
    "notice_of_a_server",
    "bulk",
    "[ALERT] web01 ディスク使用率 91%",
    "しきい値を超えました。\n",
    "Auto-Submitted: auto-generated",
)

FORM = mail(
    "form_of_a_customer",
    "person",
    "ホームページからのお問い合わせ",
    "お名前: 山田太郎\nメール: taro@gmail.example\n内容: 資料をください。\n",
    "Reply-To: taro@gmail.example",
    at="noreply@form.example.jp",
)
ABOUT_AWAY_NOTE = mail(
    "asks_about_a_delivery_note", "person", "不在通知が入っていました", "再配達をお願いしたいです。\n"
)
ABOUT_RECEIPT = mail(
    "asks_about_an_automatic_answer",
    "person",
    "自動返信メールが届きません",
    "注文しましたが自動返信メールが届いていません。\n",
)
ABOUT_MAGAZINE = mail(
    "asks_to_leave_a_magazine", "person", "メルマガの配信停止について", "配信停止をお願いします。届きすぎです。\n"
)
ANSWERS_RECEIPT = mail(
    "answers_an_automatic_answer",
    "person",
    "Re: 【自動返信】お問い合わせありがとうございます",
    "追加でお聞きします。色は選べますか。\n\n> ※このメールはシステムによる自動返信です。\n"
    "> お問い合わせを受け付けました。\n",
    "In-Reply-To: <out-1@sakura.example>",
    new="追加でお聞きします。色は選べますか。",
)
HOLIDAY = mail(
    "tells_of_a_holiday", "person", "来週の件", "来週は休暇をいただくため、今週中にお返事をいただけますか。\n"
)
