"""Mail that programs send, as Exchange, Gmail, Notes, vacation(1), lists and mailers write it; and people's like it."""

import pytest

from yorisoi.channels.email.mime import Flag, MailKind, ParsedMail, parse

from .letters import letter, multipart, plain

A = "From: yamada@example.jp\nTo: support@sakura.example\n"
ANSWER = A + "In-Reply-To: <out-1@sakura.example>\n"


def read(headers: str, body: str = "本文です。\n") -> ParsedMail:
    return parse(letter(body, head=headers + "\n"))


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (A + "Subject: 不在通知が入っていました", "再配達をお願いします。\n"),
        (A + "Subject: 不在の場合の受け取りについて", "教えてください。\n"),
        (A + "Subject: 休暇申請の画面が開きません", "出張のため不在にしておりました。\n"),
        (A + "Subject: 出張（名古屋）の交通費について", "確認です。\n"),
        (A + "Subject: 自動返信が届きません", "問い合わせをしましたが、自動返信が届いていません。\n"),
        (A + "Subject: 自動返信メールの設定方法", "自動返信メールの文面を変えたいです。\n"),
        (A + "Subject: メルマガの配信停止", "メルマガの配信停止をお願いします。\n"),
        (A + "Subject: Vacation rental in December", "Is it still free?\n"),
        (A + "Subject: Automatic reply does not work", "Please help.\n"),
        (A + "Subject: Out of office hours contact", "Whom do I call at night?\n"),
        (A + "Subject: Re: 【自動返信】お問い合わせありがとうございます", "追加で質問があります。\n"),
        (ANSWER + "Subject: Re: 件", "了解です。\n\n> このメールは自動返信です。\n> 担当者よりご連絡します。\n"),
        (ANSWER + "Subject: Re: 件", "了解です。\n\n> このメールは送信専用アドレスから送信しています。\n"),
        (A + "Subject: Fwd: 新製品のお知らせ", "これは届いていますか。\n\n配信停止はこちら\nhttps://x.example/\n"),
        (A + "Return-Path: <www-data@web.example>\nSubject: お問い合わせ", "フォームより\n"),
        (
            "From: noreply@form.example\nReply-To: yamada@gmail.example\nReturn-Path: <bounces+1-a@em.sg.example>\n"
            "Subject: お問い合わせ",
            "お名前: 山田\n",
        ),
        (A + "Feedback-ID: 1.ap-northeast-1.abc=:AmazonSES\nSubject: 件", "本文\n"),
        (A + "X-Auto-Response-Suppress: None\nSubject: 件", "本文\n"),
        (A + "Return-Path: <prvs=1234abcd=yamada@example.jp>\nSubject: 件", "本文\n"),
        (
            A + "Subject: RE: 契約\n",
            "承知しました。\n\nFrom: News <news@x.example>\nSent: Monday\nTo: a\nSubject: b\n\n配信停止はこちら https://x\n",
        ),
    ],
)
def test_a_person_who_only_sounds_like_a_program(headers: str, body: str) -> None:
    assert read(headers, body).kind is MailKind.PERSON


@pytest.mark.parametrize(
    "headers",
    [
        A + "Subject: Automatische Antwort: Anfrage",
        A + "Subject: Réponse automatique : Demande",
        A + "Subject: Automatyczna odpowiedź: x",
        A + "Subject: 自动回复: 询问",
        A + "Subject: 자동 회신: 문의",
        A + "Subject: （自動返信）お問い合わせを受け付けました",
        A + "Subject: 自動返信メール お問い合わせありがとうございます",
        A + "X-Autorespond: x\nSubject: 件",
        A + "X-Apple-Action: VACATION\nSubject: 件",
        A + "Precedence: auto-reply\nSubject: 件",
        ANSWER + "Return-Path: <>\nSubject: 件",
        ANSWER + "Subject: 開封済み: 見積書",
    ],
)
def test_an_automatic_answer(headers: str) -> None:
    assert read(headers).kind is MailKind.AUTO_REPLY


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (A + "Subject: 不在: Re: 見積の件", "x"),
        (A + "Subject: 【不在通知】見積の件", "x"),
        (A + "Subject: 休暇のお知らせ Re: 見積の件", "x"),
        (A + "Subject: Out of Office: quote", "x"),
        (A + "Subject: Abwesenheitsnotiz: Anfrage", "x"),
        (A + "Subject: 自動応答: 見積の件", "お世話になっております。\n11月25日まで休暇をいただいております。\n"),
        (ANSWER + "Auto-Submitted: auto-replied\nSubject: Re: 件", "出張のため不在にしております。\n"),
        (A + "X-Vacation: yes\nSubject: 件", "x"),
    ],
)
def test_an_absence_is_an_automatic_answer_that_says_so(headers: str, body: str) -> None:
    mail = read(headers, body)
    assert mail.kind is MailKind.AUTO_REPLY
    assert Flag.OUT_OF_OFFICE in mail.flags


def test_a_receipt_of_a_ticket_system_is_an_answer_and_no_absence() -> None:
    headers = ANSWER + "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\nSubject: [#12] 件"
    mail = read(headers, "お問い合わせを受け付けました。担当者より改めてご連絡いたします。\n")
    assert mail.kind is MailKind.AUTO_REPLY
    assert Flag.OUT_OF_OFFICE not in mail.flags


MAGAZINE = "今月の特集です。\n" * 40


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (A + "Mailing-List: contact x-help@l.example; run by ezmlm\nSubject: 件", "x"),
        (A + "X-ML-Name: staff\nSubject: [staff:00123] 会合", "x"),
        (A + "Reply-To: support@sakura.example\nSubject: [staff:00123] 会合", "x"),
        (A + "Return-Path: <owner-staff@l.example>\nSubject: 会合", "x"),
        (A + "Return-Path: <staff-bounces+a=b.example@l.example>\nIn-Reply-To: <1@x>\nSubject: Re: 会合", "x"),
        (A + "X-Auto-Response-Suppress: OOF, AutoReply\nSubject: [JIRA] x", "x"),
        (A + "Return-Path: <>\nSubject: New ticket", "x"),
        (A + 'Auto-Submitted: auto-notified; owner-email="a@b.example"\nSubject: x', "x"),
        (A + "X-Blastmail-Id: 12\nSubject: 冬の新商品", "x"),
        (A + "Errors-To: err@m.example\nSubject: 冬の新商品", "x"),
        (A + "Subject: 冬の新商品", MAGAZINE + "\n配信停止をご希望の方はこちら\nhttps://m.example/x\n"),
        (A + "Subject: News", "words " * 100 + "\nTo unsubscribe click https://m.example/x\n"),
        (A + "Subject: 第12号", MAGAZINE + "\n発行: 株式会社サクラ\n"),
        (A + "Subject: 予約確認", "ご予約を確認しました。\n\n※このメールは送信専用アドレスから送信しています。\n"),
        (A + "Subject: Your order", "Thanks.\n\nPlease do not reply to this message.\n"),
        ("From: mailmag@shop.example\nReply-To: <>\nSubject: 冬の新商品", "x"),
    ],
)
def test_bulk(headers: str, body: str) -> None:
    assert read(headers, body).kind is MailKind.BULK


def test_a_mail_program_that_leaves_a_mailing_is_flagged_as_a_complaint() -> None:
    mail = read(
        A + "Auto-Submitted: auto-replied\nSubject: unsubscribe", "Apple Mail sent this email to unsubscribe from it."
    )
    assert Flag.FEEDBACK_REPORT in mail.flags
    assert Flag.FEEDBACK_REPORT not in read(A + "Subject: unsubscribe", "Please take me off, 山田").flags


def test_hotmails_complaint_returns_only_the_mail() -> None:
    returned = "Content-Type: message/rfc822\n\nX-HmXmrOriginalRecipient: a@hotmail.com\nSubject: x\n\ny"
    head = "From: staff@hotmail.com\nSubject: complaint about message from 192.0.2.1\n"
    mail = parse(multipart([plain(""), returned], head=head))
    assert mail.kind is MailKind.BULK
    assert Flag.FEEDBACK_REPORT in mail.flags
