"""The words, addresses and headers of mail that a program or a list sends."""

from __future__ import annotations

import re

from .patterns import one_of

PROGRAM_BODY = re.compile(
    one_of(
        r"(?:この|本)(?:e?メール|メッセージ|通知)は[^。]{0,60}(?:自動|システム)(?:で|的に|により|にて|から)?(?:送信|配信|生成|作成|通知|お送り)",
        r"(?:この|本)(?:e?メール|アドレス|メールアドレス)[はに][^。]{0,20}(?:送信専用|配信専用)|送信専用(?:の)?(?:メール)?アドレス(?:から|より|で|の)",
        r"返信(?:いただ|頂|され)[いき]?(?:まし)?(?:ても|ましても)[^。]{0,30}(?:でき|いたし)?(?:ません|かねます)",
        r"this (?:is an? )?(?:e-?mail|message)?(?:was |is )?(?:auto(?:mat(?:ed|ic(?:ally)?))?|system)[ -]"
        r"(?:generated |sent )?(?:e-?mail|message|notification|generated)",
        r"(?:please )?do not (?:reply|respond) (?:directly )?to this|replies to this (?:e-?mail|message|address)",
        r"unmonitored (?:mailbox|address|e-?mail)|diese (?:e-?mail|nachricht) wurde automatisch",
        r"bitte antworten sie nicht auf diese|ceci est un (?:message|e-?mail) automatique",
        r"ne (?:pas r[ée]pondre|r[ée]pondez pas) [àa] (?:ce|cet)|(?:mensaje|correo) (?:electr[óo]nico )?autom[áa]tico",
        r"no responda a este|non rispondere a questa|dit is een automatisch",
        r"сформировано автоматически|请勿(?:直接)?回复|請勿(?:直接)?回覆|系统自动(?:发送|发出)|발신 ?전용",
    ),
    re.I,
)
"""What a mail made by a program says of itself."""

_LEAVE = one_of(
    "unsubscrib(?:e|ing)|opt[ -]?out|stop receiving|(?:no longer|do not|don't) (?:wish|want) to receive",
    "remove (?:yourself|your (?:name|address))|(?:e-?mail|mailing|subscription) preferences",
    "(?:abbestell|abmeld|austrag)en|d[ée]sabonner|d[ée]sinscri|darse de baja|cancelar (?:la |tu |su )?suscripci",
    "annulla(?:re)? (?:l')?iscrizione|disiscri|cancelar (?:a |sua )?inscri|descadastr|afmelden|uitschrijven",
    "отписаться|отказаться от рассылк|退订|退訂|取消订阅|取消訂閱|수신 ?거부",
    "(?:配信|購読|登録|受信|メルマガ|メールマガジン)(?:の)?(?:停止|解除|中止|拒否)|退会(?:手続|はこちら|をご希望)",
)
_WAY = one_of(
    r"https?://|www\.|mailto:|\bhere\b|\bclick\b|\blink\b|\bhier\b|\bici\b|\baqu[íi]\b|\bqui\b",
    "здесь|点击|點擊|여기|こちら|下記|以下|上記|URL",
)
UNSUBSCRIBE = re.compile(one_of(rf"{_LEAVE}[^。]{{0,120}}?{_WAY}", rf"{_WAY}[^。]{{0,120}}?{_LEAVE}"), re.I | re.S)
"""A way out of a mailing: what one does, beside where."""

MAILING = re.compile(
    one_of(
        r"view (?:this|it|the)? ?(?:e-?mail|message|newsletter)? ?in (?:your |a |the )?(?:web ?)?browser",
        r"trouble (?:viewing|reading) this|you (?:are|have)? ?(?:receiving|received) this [^.]{0,60}because",
        r"this (?:e-?mail|message|newsletter) (?:was|is|has been) sent to [^\n]{1,80}(?:because|as a\b)",
        r"このメールが正しく表示(?:され|でき)ない場合",
        r"(?:本|この)メール(?:マガジン|ニュース)?は[^。]{0,80}(?:会員|登録|購読|購入|名刺交換)[^。]{0,60}(?:お送り|配信|送信|お届け)",
        r"^[^\n\w]{0,6}(?:発行(?:者|元|人|所)?|編集(?:長|部)|配信元|発行システム)\s*[:：]|^[^\n]{0,8}バックナンバー",
        r"(?:メールマガジン|メルマガ|newsletter)[^\n]{0,12}(?:第?\s?[\d０-９]+\s?号|vol\.?\s?\d|#\s?\d|no\.?\s?\d)",
    ),
    re.I | re.M,
)
"""What only a mailing says."""

PROGRAM_SENDER = re.compile(
    one_of(
        r"(?:no|do[-_.]?not|donot|never)[-_.]?reply|bounces?[-+@]|送信専用|notif(?:y|ications?)@|mailer@",
        r"^(?:auto|system|daemon|cron|root)@|(?:^|[._-])e?-?news(?:letters?|flash|gram|mail|alerts?)?(?:[._-]\w+)?@",
        r"(?:^|[._-])(?:mail[-_]?maga?(?:zine)?|melmaga|merumaga|magazine|announce(?:ments?)?|alerts?|campaigns?)@",
        r"(?:^|[._-])auto[-_]?(?:confirm|mail|send|info|message)@",
    ),
    re.I,
)
"""An address no person writes from."""

LIST_RETURN = re.compile(r"^<?(?:owner-[^@]+|[^@]+-(?:owner|bounces?)(?:[+=-][^@]*)?)@", re.I)
"""A return path of a mailing list's program."""

MAILING_RETURN = re.compile(
    r"^<?(?:(?:[^@]*[._=-])?bounces?(?:[+._=-][^@]*)?|msprvs\d?=[^@]+|root|cron)@|^<?[^@]+@(?:[\w-]+\.)*bounces?[\w-]*\.",
    re.I,
)
"""A return path made for many recipients, or of a machine's own account."""

_LIST_HEADERS = (
    "list-id list-unsubscribe list-post list-subscribe list-help list-archive list-owner mailing-list x-mailing-list"
    " x-ml-name x-mlserver x-ml-count x-ml-info x-mailman-version x-beenthere x-google-group-id newsgroups"
    " x-mandrill-user x-mc-user x-csa-complaints x-rpcampaign x-cron-env x-facebook-notify x-linkedin-class"
    " x-github-reason"
)
LIST_HEADERS = tuple(_LIST_HEADERS.split())
MAILING_HEADER = re.compile(
    r"^x-[\w-]*(?:campaign|newsletter|mail-?mag|magazine|mag2|bulk|mass-?mail|blastmail|haihai|subscriber|mailchimp)"
)
"""Headers that only programs for many recipients set."""

TAGGED = re.compile(r"^\s*(?:re\s*:\s*)?[\[(][\w.-]{2,40}\s?[:#\s,]\s?\d{1,7}[\])]", re.I)
"""A list's running number in the subject: "[ruby-list:12994]", "(staff 120)"."""

MACHINE_RETURN = re.compile(r"^<?(?:www-data|apache|httpd?|nobody|wwwrun|nginx|daemon|svn|git)@", re.I)
"""A return path of an account that only programs have. Forms of web sites use it, too, in a customer's name."""

ANNOUNCED = re.compile(r"(?:^|[\s<,;._-])(?:announce(?:ments?)?|newsletters?)(?:-list)?\s*(?:@|:\s*;)", re.I)
"""A recipient that is a list for announcements: "announce@", "IETF-Announce:;"."""

PROGRAM_MAILER = re.compile(
    one_of(
        r"\bCDO\b|PHPMailer|^PHP\b|PHP/\d|SwiftMailer|Symfony|JavaMail|nodemailer|ActionMailer|System\.Net\.Mail",
        r"AspE?Mail|\bJMail\b|\bBlat\b|sendEmail-|MIME::Lite|Mail::Sender|Zend|CakePHP|Django|Magento|EC-?CUBE|WordPress",
    ),
    re.I,
)
"""X-Mailer of libraries with which web sites send."""

ROLE = re.compile(
    one_of(
        r"^(?:bookings?|orders?|reserv(?:e|ations?)|shop|store|sales|service|billing|invoices?|payments?|accounts?|info)@",
        r"^(?:customer[-_.]?(?:service|care)|order[-_.]?(?:confirm\w*|info)|shipping|delivery|yoyaku|chumon)@",
    ),
    re.I,
)
DEALING = re.compile(
    one_of(
        r"\b(?:confirmation (?:of|for)|(?:order|booking|reservation|payment|registration|shipping) confirm\w*)\b",
        r"\byour (?:order|booking|reservation|receipt|invoice|payment)\b",
        r"(?:ご?注文|ご?予約|お?申し?込み|ご?登録|ご?購入|お支払い?|商品発送|ご?入金)[^。]{0,12}(?:確認|完了|受付|承り|ありがとう|お知らせ)",
    ),
    re.I,
)
"""The subject of what a shop's program writes after a dealing."""
