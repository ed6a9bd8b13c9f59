"""Reports of mail that did not arrive, as Japanese carriers and mail systems word them."""

from __future__ import annotations

from collections.abc import Sequence

from .write import Mail, multipart, sent, text_mail, typed, word

US = "support@sakura.example"
RETURNED: list[str | bytes] = [
    "Content-Type: message/rfc822",
    b"",
    "From: サクラ <support@sakura.example>\nTo: tanaka@example.jp\nSubject: =?UTF-8?B?5Zue562U?=\n"
    "Message-ID: <out-1@sakura.example>\n\n本文\n",
]


def status(action: str, code: str, recipient: str, why: str) -> list[str | bytes]:
    """A message/delivery-status part."""
    return [
        "Content-Type: message/delivery-status",
        b"",
        f"Reporting-MTA: dns; mx.example.jp\n\nFinal-Recipient: rfc822; {recipient}\nAction: {action}\n"
        f"Status: {code}\nDiagnostic-Code: smtp; {why}\n",
    ]


def written(
    name: str,
    sender: tuple[str, str],
    subject: str,
    text: str,
    failed: tuple[str, ...],
    kind: str = "bounce_permanent",
    **how: str,
) -> Mail:
    """A report in words only. `charset` and the encoding of the subject as the system has them."""
    charset = how.get("charset", "ISO-2022-JP")
    shown = subject if subject.isascii() else word(subject, charset)
    who = sender[0] if sender[0].isascii() else word(sender[0], charset)
    raw = text_mail(sent(who, sender[1], shown, "Return-Path: <>"), text, charset, encoding=how.get("encoding", "7bit"))
    return Mail(name, raw, subject, sender, text, kind=kind, failed=failed)


def reported(
    name: str,
    sender: tuple[str, str],
    subject: str,
    text: str,
    parts: Sequence[Sequence[str | bytes]],
    failed: tuple[str, ...],
    **how: str,
) -> Mail:
    """A multipart/report: words, status, the mail that came back."""
    shown = subject if subject.isascii() else word(subject, "UTF-8")
    charset = how.get("charset", "UTF-8")
    first = typed(text, charset, encoding="base64")
    raw = multipart(sent(*sender, shown, "Return-Path: <>"), [first, *parts], "report; report-type=delivery-status;")
    files = ("delivery-status.txt", "回答.eml") if len(parts) > 1 else ("delivery-status.txt",)
    return Mail(name, raw, subject, sender, text, kind=how.get("kind", "bounce_permanent"), failed=failed, files=files)


DOCOMO = written(
    "bounce_docomo",
    ("Mail Delivery Subsystem", "mail-daemon@docomo.ne.jp"),
    "メール送信エラー",
    "次のあて先へのメッセージはエラーのため送信できませんでした。\n宛先が見つかりません。\n\n<hana@docomo.ne.jp>\n",
    ("hana@docomo.ne.jp",),
)
AU = written(
    "bounce_au",
    ("Mail Administrator", "Postmaster@ezweb.ne.jp"),
    "Mail System Error - Returned Mail",
    "次のあて先へのメッセージはエラーのため送信できませんでした。\n送信先メールアドレスが見つかりませんでした。\n"
    "メールアドレスをご確認の上、再送信してください。\n\nThe user(s) account is disabled.\n\n<kenji@ezweb.ne.jp>\n\n",
    ("kenji@ezweb.ne.jp",),
)
AU_FULL = written(
    "bounce_au_full",
    ("", "no-reply@app.auone-net.jp"),
    "メールをお届けできませんでした",
    "送信先のメールボックスが一杯のため、送信できませんでした。\n\nCould not be delivered to: <kenji@x.dion.ne.jp>\n"
    "As their mailbox is full.\n",
    ("kenji@x.dion.ne.jp",),
)
SOFTBANK = reported(
    "bounce_softbank",
    ("", "MAILER-DAEMON@softbank.ne.jp"),
    "Non Delivery Notification",
    "指定された送信先はエラーのためお届けできませんでした。\n",
    [status("failed", "5.1.1", "mika@softbank.ne.jp", "550 Invalid recipient")],
    ("mika@softbank.ne.jp",),
    charset="ISO-2022-JP",
)
EXCHANGE = reported(
    "bounce_exchange",
    ("", "postmaster@yamada.example.jp"),
    "配信不能: 納品日のご相談",
    "次の受信者またはグループへの配信に失敗しました:\n\n田中 (tanaka@yamada.example.jp)\n"
    "入力した電子メール アドレスが見つかりませんでした。\n",
    [
        status("failed", "5.1.1", "tanaka@yamada.example.jp", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found"),
        RETURNED,
    ],
    ("tanaka@yamada.example.jp",),
)
EXCHANGE_WORDS = written(
    "bounce_exchange_words_only",
    ("", "postmaster@yamada.example.jp"),
    "配信不能: 納品日のご相談",
    "次の受信者またはグループへの配信に失敗しました:\n\ntanaka@yamada.example.jp<mailto:tanaka@yamada.example.jp>\n"
    "受信者のメールボックスがいっぱいで、現在メッセージを受け付けることができません。\n",
    ("tanaka@yamada.example.jp",),
    charset="UTF-8",
    encoding="base64",
)
OFFICE_365 = reported(
    "bounce_office_365",
    ("Microsoft Outlook", "postmaster@yamada.example.jp"),
    "配信不能: 納品日のご相談",
    "tanaka@yamada.example.jp へのメッセージを配信できませんでした。\n\n"
    "tanaka が yamada.example.jp に見つかりませんでした。\n",
    [status("failed", "5.1.10", "tanaka@yamada.example.jp", "550 5.1.10 RESOLVER.ADR.RecipientNotFound"), RETURNED],
    ("tanaka@yamada.example.jp",),
)
POSTFIX = reported(
    "bounce_postfix",
    ("Mail Delivery System", "MAILER-DAEMON@mx.example.jp"),
    "Undelivered Mail Returned to Sender",
    "This is the mail system at host mx.example.jp.\n\nI'm sorry to have to inform you that your message could not\n"
    "be delivered to one or more recipients.\n\n"
    "<tanaka@example.jp>: host mx2.example.jp[192.0.2.1] said: 550 5.1.1 User unknown\n",
    [status("failed", "5.1.1", "tanaka@example.jp", "550 5.1.1 User unknown"), RETURNED],
    ("tanaka@example.jp",),
)
QMAIL = written(
    "bounce_qmail_japanese",
    ("", "MAILER-DAEMON@mail.example.jp"),
    "failure notice",
    "mail.example.jp のメールシステムです。\n以下の宛先にメールを配送できませんでした。\n\n<tanaka@example.jp>:\n"
    "該当するユーザーが見つかりませんでした。 (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n"
    "Return-Path: <support@sakura.example>\nFrom: support@sakura.example\nTo: tanaka@example.jp\nSubject: test\n"
    "\n本文\n",
    ("tanaka@example.jp",),
)
GMAIL = written(
    "bounce_gmail",
    ("Mail Delivery Subsystem", "mailer-daemon@googlemail.com"),
    "Delivery Status Notification (Failure)",
    "** アドレス不明 **\n\n"
    "tanaka@gmail.example というアドレスが見つからないか、メールを受信できないため、"
    "メッセージは配信されませんでした。\n\n"
    "リモート サーバーからの応答:\n550 5.1.1 The email account that you tried to reach does not exist.\n",
    ("tanaka@gmail.example",),
    charset="UTF-8",
    encoding="base64",
)
M_FILTER = written(
    "bounce_m_filter",
    ("", "postmaster@yamada.example.jp"),
    "failure notice",
    "このメールは「m-FILTER」が自動的に生成して送信しています。\nメールサーバーとの通信中、下記の理由により\n"
    "このメールは送信できませんでした。\n\n以下のメールアドレスへの送信に失敗しました。\ntanaka@yamada.example.jp\n\n"
    "-------server message\n550 5.1.1 <tanaka@yamada.example.jp>: Recipient address rejected: User unknown\n\n"
    "-------original message\nFrom: support@sakura.example\n",
    ("tanaka@yamada.example.jp",),
)
OCN = written(
    "bounce_provider",
    ("メール配信システム", "postmaster@ocn.example"),
    "送信エラー通知",
    "お客様がお送りになったメールは、下記の理由でお届けできませんでした。\n\n宛先：tanaka@ocn.example\n理由：宛先不明\n",
    ("tanaka@ocn.example",),
)
TWO = reported(
    "bounce_two_recipients",
    ("", "postmaster@yamada.example.jp"),
    "配信不能: お知らせ",
    "次の受信者への配信に失敗しました。\n",
    [
        [
            "Content-Type: message/delivery-status",
            b"",
            "Reporting-MTA: dns; mx.example.jp\n\nFinal-Recipient: rfc822; a@yamada.example.jp\nAction: failed\n"
            "Status: 5.1.1\n\n"
            "Final-Recipient: rfc822; b@yamada.example.jp\nAction: failed\nStatus: 5.2.2\n",
        ],
        RETURNED,
    ],
    ("a@yamada.example.jp", "b@yamada.example.jp"),
)
DELAY_POSTFIX = reported(
    "delay_postfix",
    ("Mail Delivery System", "MAILER-DAEMON@mx.example.jp"),
    "Delayed Mail (still being retried)",
    "This is the mail system at host mx.example.jp.\n\n"
    "# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\n",
    [status("delayed", "4.4.1", "tanaka@example.jp", "connect to mx2.example.jp: Connection timed out"), RETURNED],
    ("tanaka@example.jp",),
    kind="bounce_delayed",
)
DELAY_EXCHANGE = written(
    "delay_exchange_words",
    ("", "postmaster@yamada.example.jp"),
    "配信の遅延: 納品日のご相談",
    "次の受信者またはグループへの配信が遅れています:\n\ntanaka@yamada.example.jp\n\n"
    "このメッセージはまだ配信されていません。引き続き再送を試みます。\n",
    ("tanaka@yamada.example.jp",),
    "bounce_delayed",
    charset="UTF-8",
    encoding="base64",
)
DELAY_GMAIL = written(
    "delay_gmail",
    ("Mail Delivery Subsystem", "mailer-daemon@googlemail.com"),
    "Delivery Status Notification (Delay)",
    "** 配信未完了 **\n\n"
    "tanaka@example.jp へのメールの配信中に、一時的な問題が発生しました。Gmail は 45 時間後まで再試行します。"
    "配信に失敗した場合はお知らせします。\n",
    ("tanaka@example.jp",),
    "bounce_delayed",
    charset="UTF-8",
    encoding="base64",
)

ASKS = Mail(
    "asks_about_a_bounce",
    text_mail(
        sent(word("田中"), "tanaka@example.jp", word("メールが送信エラーになります")),
        "御社宛のメールが「送信できませんでした」と戻ってきます。\nアドレスは info@sakura.example で合っていますか。\n",
    ),
    "メールが送信エラーになります",
    ("田中", "tanaka@example.jp"),
    "御社宛のメールが「送信できませんでした」と戻ってきます。\nアドレスは info@sakura.example で合っていますか。",
)
FORWARDS = Mail(
    "forwards_a_bounce",
    text_mail(
        sent(word("田中"), "tanaka@example.jp", "Fwd: Undelivered Mail Returned to Sender"),
        "このようなメールが届きました。どうすればよいですか。\n\n-------- 転送メッセージ --------\n"
        "件名: Undelivered Mail\n"
        "日付: Sun, 22 Nov 2026\n差出人: MAILER-DAEMON@mx.example.jp\n宛先: tanaka@example.jp\n\n"
        "<info@sakura.example>: User unknown\n",
    ),
    "Fwd: Undelivered Mail Returned to Sender",
    ("田中", "tanaka@example.jp"),
    "このようなメールが届きました。どうすればよいですか。\n\n-------- 転送メッセージ --------\n件名: Undelivered Mail\n"
    "日付: Sun, 22 Nov 2026\n差出人: MAILER-DAEMON@mx.example.jp\n宛先: tanaka@example.jp\n\n"
    "<info@sakura.example>: User unknown",
    new="このようなメールが届きました。どうすればよいですか。\n\n-------- 転送メッセージ --------\n"
    "件名: Undelivered Mail\n"
    "日付: Sun, 22 Nov 2026\n差出人: MAILER-DAEMON@mx.example.jp\n宛先: tanaka@example.jp\n\n"
    "<info@sakura.example>: User unknown",
)
