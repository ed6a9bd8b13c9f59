"""The words by which mail systems say that a mail did not arrive, in the languages they speak."""

from __future__ import annotations

import re

from .patterns import one_of

SENDER = re.compile(
    one_of(
        r"mailer[-_. ]?daemon|post[-_]?master|mail[-_. ]?(?:delivery|administrator|system)|maildaemon|mdaemon",
        r"system (?:administrator|attendant)|delivery (?:subsystem|system|service)|bounce|virtualmail",
        r"smtp[-_]?(?:service|gateway)|mail[-_]?service",
    ),
    re.I,
)
"""A mail system, by the local part of its address or its display name."""

SUBJECT = re.compile(
    one_of(
        "undeliver(?:ed|able)|non[- ]?(?:delivery|remis)|rejected mail|permanent delivery|failed (?:mail|delivery)",
        "delivery (?:status|failure|failed|problem|report|error|warning|notification|unsuccessful|delayed)",
        "delivery has (?:failed|been delayed)|returned (?:mail|to sender|e-?mail|message)|failure (?:notice|delivery)",
        "mail (?:delivery|failure|failed|could not|system error|not delivered|error)|message (?:delivery|delayed)",
        "(?:mail|message|e-?mail) (?:could not|not) (?:be )?(?:delivered|sent)|message undeliverable",
        "(?:user|recipient) (?:unknown|not found)|bounce notification|error sending your (?:mail|message)",
        "could not be delivered|warning: (?:message|could not|.{0,80}delayed)|not (?:been )?(?:yet )?delivered",
        "unzustellbar|nicht zugestellt|non remis|no se (?:ha )?(?:pudo|podido) entregar|processing error",
        "配信(?:不能|エラー|不可|できません|に失敗|の?遅延|が遅れ|未完了)|送信(?:エラー|できません|失敗)|メールエラー|不達",
        "エラーメール|未配信|配[達送](?:不能|できません|エラー|の?遅延)|お?届け?(?:き|でき)ません|返送|戻りメール|配信されませんでした",
        "リターンメール|(?:遅延|不達)(?:通知|のお知らせ)|nicht zustellbar|zustellung (?:fehlgeschlagen"
        "|verz[öo]gert)|non distribu",
        "[ée]chec de (?:la )?remise|no entregado|non recapitabil|mancata consegna|n[ãa]o (?:foi )?entregue"
        "|onbestelbaar",
        "olevererbar|kan ikke leveres|niedostarczon|недоставлен|не удалось доставить|teslim edilemedi|投递失败"
        "|반송|전송 ?실패",
        "you .{0,80} are not (?:a )?member|не доставлен|无法投递|退信",
    ),
    re.I,
)

BODY = re.compile(
    one_of(
        r"(?:could|can)\s?(?:not|n't) be (?:delivered|sent|completed)",
        r"(?:was|were|is|been) (?:not|un)\s?deliver(?:ed|able)",
        "(?:was|were) not delivered|undeliverable|un(?:able|successful) to deliver|could not deliver",
        "(?:did|have|has) not (?:yet )?(?:reach|been delivered|received? )|not delivered to|trouble delivering",
        "delivery to the following|delivery (?:to|has|of) .{0,60}(?:failed|postponed|delayed|aborted)",
        "(?:wasn't|not|was not) able to deliver|permanent (?:fatal )?(?:delivery )?errors?|failed recipients?",
        "delivery (?:errors?|problems?|failed|failure)|had (?:permanent|delivery|transient|fatal)|failure reasons?",
        "returned (?:by|to you|message|because|mail)|transcript of session|bounce notification|did not exactly match",
        "user unknown|no such user|mailbox (?:is )?(?:full|unavailable)|over quota|rejected by|unrouteable",
        "account is (?:disabled|over)|recipient(?:s)? (?:was|were) rejected|no valid recipients|SMTP error",
        "message (?:has been )?(?:rejected|delayed|looping)|n'a pas pu|nicht zugestellt|konnte nicht|no (?:se )?pudo",
        "送信できませんでした|配信できません|配信(?:に失敗|不能|エラー)|送信に失敗|お届けできません|届けられません",
        "あて先へのメッセージはエラー|宛先(?:不明|が見つかり)|メールボックスが(?:一杯|いっぱい)|配達できません",
        "見つかりませんでした|ユーザー?が(?:見つかり|存在し)|リストにありません|配信が(?:遅れて|遅延して)|まだ(?:配信|配送)されて",
        "配[達送](?:に失敗|不能|エラー)|受信を拒否|宛先が正しくありません|お届けできません|受信トレイ(?:の容量|に空き)|空き容量がない",
        "zustellung .{0,40}fehlgeschlagen|n'a pas été (?:remis|distribu)|no se ha podido entregar"
        "|impossibile recapitare",
        "n[ãa]o (?:p[ôo]de|foi poss[íi]vel) .{0,20}entreg|kon niet worden (?:bezorgd|afgeleverd)|не удалось доставить",
        "you are not (?:a )?member|не может быть доставлен|投递失败",
    ),
    re.I,
)

DELAY = re.compile(
    one_of(
        "delayed|not yet been delivered|has not been delivered (?:yet|within|after)|not yet received",
        "will (?:continue|keep) (?:to )?(?:try|attempt)|attempts? will (?:continue|be)|still (?:being|trying|awaiting)",
        "advisory[- ]only|only a (?:warning|notification)|just a warning|warning message|will be retried|postponed",
        "could not send message for past|temporarily (?:deferred|delayed)|no need to resend",
        "do(?:es)? not need to (?:resend|do anything)",
        "引き続き.{0,20}再送|遅延|遅れて|再送(?:信)?を(?:試み|続け)|まだ(?:配信|送信|配送)|再試行(?:し|を)|一時的な(?:問題|エラー|障害)",
    ),
    re.I,
)

FINAL = re.compile(
    one_of(
        "permanent|given up|giving up|gave up|not going to try again|fatal error|user unknown|no such user",
        "has been (?:removed|returned|rejected)|(?:failed|rejected) permanently|no further|too long",
        r"(?:^|\s)5\d\d[ -]|(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])",
    ),
    re.I,
)

_HEADED = one_of(
    "below this line|original|copy of (?:the|your)|returned (?:mail|message)|unsent message|start of|attachment is",
    "message (?:header|text|body|follows)|the header|header and top|forwarded message|undelivered",
)
RETURNED = re.compile(
    "^"
    + one_of(
        rf"[>| \t]*[-=_*#]{{2,}}[^\n]{{0,12}}{_HEADED}[^\n]*",
        r"(?:the )?original message(?::| follows| as received| headers?| details)[^\n]*|your message reads[^\n]*",
        r"message headers follow[^\n]*",
        r"[>| \t]*Return-Path:.*|[>| \t]*Received: (?:from|by) .*|the first \d+ lines[^\n]*|old message:",
        r"[-=_]{2,}\s*(?:元の|原文|返送)[^\n]*",
    )
    + "$",
    re.I | re.M,
)
"""The line behind which a report returns the mail it is about."""

FOREIGN_LINE = re.compile(
    one_of(
        r"contact|mailto:|https?:|(?<!expanded )from:|sender|sent by|MAIL FROM|Message-?ID|reporting|cc:|reply-to",
        r"^\s*to:\s|e-?mail address at",
    ),
    re.I,
)
"""A line whose address is not the failed recipient's."""

ASKING = re.compile(
    one_of(
        "お世話になっ|よろしくお願い|でしょうか|ますか|ですか|教えて|困って|help me|could you|can you|how (?:do|can) i",
        r"^(?:thanks|regards|best|cheers|dear|hi|hello)\b",
    ),
    re.I | re.M,
)
"""Words of a person who asks about a bounce: a mail system greets nobody and asks nothing."""
