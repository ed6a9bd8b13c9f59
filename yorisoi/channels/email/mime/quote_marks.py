"""How mail programs introduce what they quote: attribution lines, separators, header blocks, in many languages.

Collected from the programs themselves: Gmail, Outlook, Apple Mail and iPhone, Thunderbird, Yahoo!, Becky!, docomo.
"""

from __future__ import annotations

import re

from .patterns import one_of

_WROTE = one_of(
    "wrote|writes|schrieb|geschrieben|a écrit|écrivait|escribió|ha scritto|scrisse|schreef|geschreven|escreveu",
    r"napisał(?:\(?a\)?)?|skrev|kirjoitti|написал(?:\(?а\)?)?|пише|написав|пишет|yazdı|napsal(?:\(?a\)?)?|írta",
    "menulis|đã viết|έγραψε|skreiv|님이 작성|כתב|كتب",
    "a scris|写道|寫道|작성|书写|書きました|のメール|のメッセージ|からのメッセージ|からのメール|が書いた",
)
_OPENING = one_of("On|Am|Le|El|Il|Op|Em|Den|Dne|In data|W dniu|På|Vào|Dnia|Το|Pada", r"-{3,}\s*On")
_TIME = r"\d{1,2}\s?[:.時]\s?\d{2}"
_YEAR = r"(?:19|20)\d\d"
_DATE = one_of(_YEAR, _TIME, r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_ADDRESS = r"[^\s<>()\"]+@[^\s<>()\"]+"

WROTE = re.compile(_WROTE, re.I)
"""What every attribution with a verb holds: looked for first, since it is cheap."""

ATTRIBUTION = re.compile(
    "^"
    + one_of(
        rf"{_OPENING}\b.{{0,250}}?{_DATE}.{{0,250}}?{_WROTE}.{{0,60}}",
        rf".{{0,200}}{_ADDRESS}.{{0,100}}{_WROTE}.{{0,60}}",
        rf".{{0,120}}{_DATE}.{{0,150}}{_WROTE}.{{0,20}}",
        r".{1,80}(?:さん|様|氏)(?:は|が|の).{0,30}(?:書きました|書いた|のたまい|メッセージ|メール)",
    )
    + r"(?:[:：]|-{2,}|。|>)\s*$",
    re.I,
)
"""One unwrapped line that says who wrote what follows; ends with a colon, or dashes (Zoho)."""

DATED_SENDER = re.compile(
    rf"^[\"'(]?(?:\S{{1,12}},?\s+)?\d.{{0,60}}{_DATE}?.{{0,120}}[<(＜]\s?(?:mailto:)?{_ADDRESS}[>)＞]*\s*(?P<end>[:：]?)\s*$"
)
"""Date first, sender last, no verb: "2026年11月22日(日) 10:00 山田 <yamada@example.jp>:" (Gmail)."""

CONTINUES = re.compile(
    "^" + one_of(rf"{_OPENING}\b.*\d", rf".{{0,60}}{_YEAR}.{{0,40}}{_TIME}", rf".{{0,12}}{_YEAR}[年/.-]") + ".{0,80}$"
)
"""A line above a matched one that holds the date of the same attribution (Becky!, long names)."""

_ORIGINAL = one_of(
    "original (?:message|appointment)|(?:begin )?forwarded (?:message|by.{0,60})|repl(?:y|ied) message",
    "(?:the )?message (?:original|transféré|d'origine)|mensaje original|messaggio (?:originale|inoltrato)",
    "mensagem original|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|original(?:bericht)?",
    "oorspronkelijk bericht|doorgestuurd bericht|ursprungligt meddelande|alkuperäinen viesti|oprindelig meddelelse",
    "oprindelig (?:besked|e-?mail)|opprinnelig melding|orijinal mesaj|eredeti üzenet|původní zpráva|mesaj original",
    "wiadomość oryginalna|исходное сообщение|пересылаемое сообщение|原始邮件|原始郵件|转发邮件|轉寄郵件|원본 메시지",
    "元のメッセージ|元メール|オリジナルメッセージ|転送メッセージここから|転送(?:メッセージ|メール|元)?",
    "引用(?:ここから)?|受信メール|返信元(?:メール|メッセージ)?",
)
_FORWARDED = one_of(
    r"(?:begin )?forwarded (?:message|by.{0,60})|message (?:transféré|réexpédié)|messaggio inoltrato|mensaje reenviado",
    "weitergeleitete nachricht|doorgestuurd bericht|mensagem encaminhada|пересылаемое сообщение|转发邮件|轉寄郵件",
    "(?:ここから)?転送(?:された)?(?:メッセージ|メール|元)?(?:ここから)?",
)
_FORWARD_LINE = one_of(
    "begin forwarded message|転送されたメッセージ|début du message (?:réexpédié|transféré)",
    "anfang der weitergeleiteten (?:e-mail|nachricht)|inizio messaggio inoltrato",
)
DASHES = "-_=－━─—"
SEPARATOR = re.compile(rf"^(?:[{DASHES}]{{2,}})\s*{_ORIGINAL}(?!\w).{{0,40}}?[{DASHES}]*\s*$", re.I)
FORWARD = re.compile(
    one_of(
        rf"^(?:[{DASHES}]{{2,}})\s*{_FORWARDED}(?!\w).{{0,40}}?[{DASHES}]*\s*$",
        rf"^{_FORWARD_LINE}\s*[:：]?\s*$",
    ),
    re.I,
)
"""What stands above a mail that is passed on: it is what the mail is about, so it is not folded."""

PHRASE = re.compile(
    one_of(
        rf"^[\s>*]*{_FORWARD_LINE}\s*[:：]?\s*$",
        r"^[\s#=-]*(?:please )?(?:type|write|enter)? ?(?:your )?reply above this line.{0,20}$",
        r"^.{0,12}この(?:行|線)より上に(?:返信|ご返信|ご記入|お書き).{0,20}$",
    ),
    re.I,
)

BANNER = re.compile(r"^\s*[-_=*－━─]{2,}\s?[^-_=*－━─]{1,50}[-_=*－━─]{2,}\s*$")
"""Words between dashes: a separator in a language not listed, when a quoted header follows it."""

RULER = re.compile(r"^\s*[-_=*－━─―＿＝~]{5,}\s*$")

_FROM = one_of(
    "from|差出人|送信者|発信者",
    "von|de|van|da|发件人|寄件者|寄件人|보낸 사람|från|fra|lähettäjä|od|от|expéditeur|mittente",
)
_OTHERS = one_of(
    "sent|date|to|cc|bcc|subject|reply-to|importance|attachments|送信日時|受信日時|日付|日時|送信日|宛先|宛て先",
    "あて先|受信者|件名|ｃｃ|添付ファイル|gesendet|datum|an|betreff|envoyé|à|objet|verzonden|aan|onderwerp|inviato|data",
    "a|oggetto|enviado(?: el)?|fecha|para|asunto|enviada(?: em)?|assunto|发送时间|發送時間|日期|收件人|抄送|副本",
    "收件者|主题|主旨|傳送日期|skickat|till|ämne|sendt|til|emne|lähetetty|vastaanottaja|aihe|wysłano|do|temat|отправлено|дата|кому",
    "dato|päiväys|kopio|kopia|kopie|тема|보낸 날짜|받는 사람|제목",
)
FROM_FIELD = re.compile(rf"^[\s>*]*\*?{_FROM}\s?\*?\s*[:：]", re.I)
OTHER_FIELD = re.compile(rf"^[\s>*]*\*?{_OTHERS}\s?\*?\s*[:：]", re.I)

QUOTED = re.compile(r"^\s{0,3}(?:>|＞|\|(?!\s*\|)(?:\s|$)|&gt;)")

SIGNATURE = re.compile(r"^--\s?$")
DEVICE = re.compile(
    r"^\s*"
    + one_of(
        "sent (?:from|via|with|using) .{1,100}|get outlook for .{1,60}|envoyé (?:de|à partir|depuis|avec) .{1,80}",
        "(?:von meinem|gesendet (?:von|mit|über)) .{1,80}|enviado (?:desde|do|a partir) .{1,80}|inviato da .{1,80}",
        "verzonden (?:vanaf|met|van) .{1,80}|skickat från .{1,80}|отправлено (?:с|из) .{1,80}",
        "download .{1,30} for (?:ios|android).{0,80}|.{1,40}から送信(?:されました|しました)?。?",
        "outlook for .{1,30}を入手.{0,80}|.{0,20}(?:を使用して|を使って)送信.{0,20}|从我的.{1,20}发送",
    )
    + r"\s*$",
    re.I,
)
CONTACT = re.compile(
    one_of(
        r"(?:tel|fax|電話|携帯|phone|mobile|e-?mail|メール|url|hp|住所)\s*[.:：]|[^\s@]+@[^\s@]+\.\w|https?://|〒\s?\d{3}",
        r"株式会社|有限会社|合同会社|(?:一般|公益)?(?:社団|財団)法人|㈱|㈲|\d{2,4}-\d{2,4}-\d{3,4}",
    ),
    re.I,
)
"""What a signature holds: ways to reach its writer, or a company's name."""
