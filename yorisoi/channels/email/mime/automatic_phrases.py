"""The words and headers of automatic answers, in the languages they speak.

Subjects: the prefixes that Exchange, Gmail, Notes, vacation(1) and the Japanese carriers and hosters write.
"""

from __future__ import annotations

import re

from .patterns import one_of

REPLY_SUBJECT = re.compile(
    r"^\s*(?:re|fwd?|aw|wg|sv|vs|antw|tr|rv|rif|odp|ynt|回复|回覆|答复|轉寄|转发|転送|返信)\s*(?:\[\d+\])?\s*[:：]",
    re.I,
)
FORWARD_SUBJECT = re.compile(r"^\s*(?:fwd?|wg|tr|rv|转发|轉寄|転送)\s*[:：]", re.I)

_CLOSING = r"(?=\W*$|\s*[:：\]】）)］〕>]|[\s　]|[-–—「『【])"
_ASKED = r"(?![^\n]{0,60}(?:\bnot\b|n't\b|fail|problem|issue|disabl|\bstop|\bhow\b|setting|\bhours\b))"

AUTO_SUBJECT = re.compile(
    r"^[\W_]*"
    + one_of(
        rf"auto(?:matic|mated)?[ -]?(?:re(?:ply|sponse|spon[ds]\w*)|generated|answer)\b{_ASKED}",
        rf"(?:autoreply|autorespon\w*)\b{_ASKED}|auto:|this is a recording",
        "automatische (?:antwort|r[eü]ckantwort)|automatisch antwoord|r[ée]ponse automatique",
        "respuesta autom[áa]tica|resposta autom[áa]tica|risposta automatica|auto(?:matisk )?svar",
        "automaattinen vastaus|automatyczna odpowied[źz]|автоматический ответ|автоматична відповідь",
        "automatick[áý] odpov[eě][ďd]|otomatik yan[ıi]t|automatikus v[áa]lasz|αυτόματη απάντηση|r[ăa]spuns automat",
        "trả lời tự động|自动(?:答复|回复)|自動(?:回覆|回复)|자동 ?(?:회신|응답)|balasan otomatis|תשובה אוטומטית",
        "رد تلقائي|الرد التلقائي",
        rf"自動(?:返信|応答|回答)(?:メール|通知)?{_CLOSING}",
    )
    + r"|[【\[（(]自動(?:返信|応答|回答)(?:メール)?[】\])）]|自動(?:返信|応答)(?:メール)?\s*$",
    re.I,
)
"""The subject of an automatic answer. A Japanese one stands alone: 自動返信が届きません is a person's mail."""

AWAY_SUBJECT = re.compile(
    r"^[\W_]*"
    + one_of(
        rf"out[ -]of[ -](?:the )?office\b{_ASKED}|ooo\b|on (?:vacation|holiday|leave)\b{_ASKED}",
        "away from (?:my|the) (?:mail|desk|office|e-?mail)|i(?:'| a)m (?:out|away)\\b",
        "(?:vacation|holiday|absence)(?: auto)?[ -]?(?:reply|response|message|notice|notification)|vacation:",
        "abwesenheits\\w+|abwesend|nicht im b[üu]ro|absen(?:t|ce) du bureau|notification d'absence",
        "fuera de (?:la )?oficina|fuori (?:sede|ufficio)|assente\\b|aus[êe]ncia\\b|fora do escrit[óo]rio|afwezig",
        "fr[åa]nvaro|ikke til stede|poissa\\b|poza biurem|nieobecno[śs][ćc]|отсутств|нет на месте|ofis dışında",
        "mimo kancel[áa][řr]|外出自动|부재 ?중",
        "(?:ただいま|現在)?(?:(?:不在|休暇|出張|外出|休職|育休|産休)中?"
        "(?:通知|連絡|応答|メール|の?(?:お知らせ|ご連絡|ご案内)|に?(?:しており|してい|で)?(?:ます|です)))" + _CLOSING,
        "(?:ただいま|現在)?(?:不在|(?:休暇|出張|外出|休職|育休|産休)中)(?=\\W*$|\\s*[:：\\]】]|\\s+re\\b)",
    ),
    re.I,
)
"""The subject of an absence. A Japanese one stands alone: 不在通知が入っていました is a person's mail."""

AWAY_IN_SUBJECT = re.compile(r"不在|(?:休暇|出張|休職|育休|産休)中|out of (?:the )?office|abwesend|absent", re.I)
"""An absence anywhere in the subject ("自動応答: 不在"), where the mail is known to be automatic."""

AUTO_BODY = re.compile(
    one_of(
        r"(?:この|本)(?:e?メール|メッセージ|返信)は[^。]{0,50}自動(?:で|的に)?(?:返信|応答|回答)",
        r"(?:これ|こちら)は[^。\n]{0,20}自動(?:返信|応答)|自動的に返信|自動(?:返信|応答)(?:メール|メッセージ)?(?:です|でございます)",
        r"自動(?:返信|応答)(?:メール|機能|システム|プログラム)?(?:で(?:ご)?(?:返信|回答|お送り|送信)|に(?:て|より|よる)?(?:お送り|送信|返信|応答|ご連絡))",
        r"自動(?:返信|応答)(?:メール)?(?:にて|させて)|this is an? auto(?:mat(?:ed|ic))?[ -](?:reply|response|answer)",
        r"this (?:e-?mail|message|response) (?:was|is|has been)(?: an)? automatic(?:ally)?"
        r"(?: sent| generated)?(?: as a)? (?:reply|response|answer)",
        r"dies(?:e e-?mail)? ist eine automatische (?:antwort|r[üu]ckmeldung)|ceci est une r[ée]ponse automatique",
        r"esta es una respuesta autom[áa]tica|questa [èe] una risposta automatica|dit is een automatisch antwoord",
        r"это автоматический ответ|这是(?:一封)?自动回复|i am (?:currently )?out of (?:the )?office",
    ),
    re.I,
)
"""What an automatic answer says of itself."""

AWAY_BODY = re.compile(
    one_of(
        r"(?:不在|休暇|出張|外出|休職|休業|年末年始)[^。\n]{0,30}(?:にし(?:ており|てい)|いただいて|を取得|のため|しており|となり|中)",
        r"不在(?:です|でございます|になります)|(?:戻り|復帰|帰社)(?:次第|後)|out of (?:the )?office",
        r"on (?:annual |parental |sick )?(?:leave|vacation|holiday)",
        r"away from (?:my|the) (?:desk|office|e-?mail)|(?:currently|will be) (?:away|out|travel?ling|on )",
        r"(?:limited|intermittent|no) access to (?:my )?e-?mail|nicht im (?:b[üu]ro|haus)|abwesend|im urlaub",
        r"absente? (?:du bureau|jusqu)|en (?:cong[ée]s?|vacances|vacaciones)|fuera de la oficina|fuori ufficio",
        r"in ferie|ausente|de f[ée]rias|afwezig|met vakantie|в отпуске|отсутствую|休假|外出",
    ),
    re.I,
)
"""An absence, where the mail is known to be automatic."""

RECEIPT_BODY = re.compile(
    one_of(
        r"(?:受け?付け|承り|受信し|お受けし|受領し)(?:いたし)?ました|受付(?:が|を)?完了|担当(?:者)?より(?:改めて|追って|折り返し)",
        r"(?:has been|have|we(?:'ve)?) received|thank you for (?:contacting|your (?:e-?mail|message|request|inquiry))",
        r"(?:ticket|request|case) (?:has been|was) (?:created|opened|logged)",
    ),
    re.I,
)
"""A receipt for what we wrote, where the mail is known to be made by a program."""

READ_SUBJECT = re.compile(
    r"^\s*(?:read|not read|gelesen|lu|le[íi]do|letto|lido|lest|läst|прочитано|已读|已讀|開封済み|既読|未読"
    r"|開封確認|未開封)(?: ?[:：]|の通知)",
    re.I,
)
"""The subject of a read receipt."""

UNSUBSCRIBING = re.compile(
    r"^\s*(?:unsubscribe\W*$|apple mail sent this email to unsubscribe"
    r"|this message was automatically generated by gmail|このメッセージは gmail によって自動的に)",
    re.I,
)
"""The text of a mail by which a mail program leaves a mailing for its user (RFC 2369, mailto:)."""

_AUTO_HEADERS = (
    "x-autoreply x-auto-reply x-autorespond x-autoresponder x-mail-autoreply x-autoreply-from x-auto-reply-from"
    " x-vacation x-vacation-message x-autoreply-subject x-away x-out-of-office"
)
AUTO_HEADERS = tuple(_AUTO_HEADERS.split())
"""Headers that only automatic answers set (older than RFC 3834)."""
