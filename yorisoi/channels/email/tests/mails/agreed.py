"""Agreed differences: where a source's expectation is its project's taste, and ours is judged better.

Reviewed by hand, one line each: (file, field, reason). The scoreboard prints them; a line that no longer differs
fails the test, so that the table only holds what is needed.
"""

from __future__ import annotations

_MIME4J = "apache+james-mime4j/core/src/test/resources/"
_STALWART = "stalwartlabs+mail-parser/resources/eml/"
_PHP = "php-mime-mail-parser+php-mime-mail-parser/tests/mails/"
_SPAMASSASSIN = "apache+spamassassin/t.rules/BOUNCE_MESSAGE/"
_SISIMAI = "sisimai+set-of-emails/maildir/bsd/"
_JPMOBILE = "jpmobile+jpmobile/spec/unit/email-fixtures/"

AGREED: tuple[tuple[str, str, str], ...] = (
    (
        "Webklex+php-imap/tests/messages/references.eml",
        "from",
        "From: no_host is shown as it stands, as the same project expects of its email_address.eml",
    ),
    (
        _MIME4J + "mimetools-testmsgs/sig-uu.msg",
        "body",
        "uuencoded files become attachments and leave the text; the source shows their encoded lines",
    ),
    (
        _MIME4J + "testmsgs/basic-plain-with-bad-header-separator.msg",
        "body",
        "a line of one space ends the header here, so the whole message is read; the source loses its first paragraph",
    ),
    (
        "mikel+mail/spec/fixtures/emails/attachment_emails/attachment_only_email.eml",
        "body",
        "the mail is one gzip file and holds no such text; the source's words describe the unpacked file",
    ),
    (
        _PHP + "m0008",
        "body",
        "the plain part only says that HTML follows; the HTML's text is shown instead",
    ),
    (
        _STALWART + "malformed/003.eml",
        "attachment names",
        "a multipart inside one of the same boundary: its text part is read as the message, not kept as a file",
    ),
    (
        _STALWART + "malformed/003.eml",
        "attachment count",
        "a multipart inside one of the same boundary: its text part is read as the message, not kept as a file",
    ),
    (
        _STALWART + "malformed/021.eml",
        "body",
        "the boundary between text and HTML is recognised; the source shows it and the HTML's code as text",
    ),
    (
        _STALWART + "legacy/035.eml",
        "attachment names",
        "the folder C:\\TEMP\\ is left out of the name; the source only loses the backslashes",
    ),
    (
        _STALWART + "legacy/039.eml",
        "attachment names",
        "the folder C:\\TEMP\\ is left out of the name; the source only loses the backslashes",
    ),
    *(
        (_SPAMASSASSIN + name, "bounce recall", "a configuration file of the rule's test, not a mail")
        for name in ("1.cf", "10.cf", "bug-5942-1.cf")
    ),
    (
        _SPAMASSASSIN + "10",
        "bounce recall",
        "a challenge that asks the sender to verify himself: an automatic answer, nothing failed",
    ),
    *(
        (
            _SPAMASSASSIN + name,
            "bounce specificity",
            "a true bounce of our own mail; the source only says that its rule against foreign bounces must not fire",
        )
        for name in ("fp-bug5900-1", "fp_bug5912_att4321", "fp_bug5912_att4322")
    ),
    (
        "discourse+email_reply_trimmer/test/emails/forwarded_message.txt",
        "stripped reply",
        "a mail that only forwards keeps its block whole: who wrote it first is what the case is about",
    ),
    (
        "discourse+email_reply_trimmer/test/emails/forwarded_message.txt",
        "quoted part",
        "a mail that only forwards keeps its block whole: nothing of it is folded away",
    ),
    (
        "discourse+email_reply_trimmer/test/emails/forwarded_gmail.txt",
        "stripped reply",
        "what is passed on is what the mail is about: it stays whole below the words above it",
    ),
    (
        "discourse+email_reply_trimmer/test/emails/forwarded_gmail.txt",
        "quoted part",
        "what is passed on is not folded away",
    ),
    (
        "discourse+email_reply_trimmer/test/emails/embedded_email_4.txt",
        "quoted part",
        "the same lines, their quote sign shown as it was written (|); the source rewrites it as >",
    ),
    (
        "mailgun+talon/tests/fixtures/standard_replies/iphone.eml",
        "stripped reply",
        "the device's line is folded with the quote, as most sources here do",
    ),
    (
        "mailgun+talon/tests/fixtures/standard_replies/sparrow.eml",
        "stripped reply",
        "the signature after its separator is folded with the quote, as most sources here do",
    ),
    (
        "pypi+flufl.bounce/tests/data/groupwise_03.txt",
        "bounce recall",
        "a person's answer; it lies among the bounces because the source once took it for one (no recipient stated)",
    ),
    (
        "pypi+flufl.bounce/tests/data/simple_43.txt",
        "failed recipients",
        "the report names nobody: the only To of the mail it returns is taken, as a desk writes to people directly",
    ),
    (
        "pypi+flufl.bounce/tests/data/qmail_08.txt",
        "bounce recall",
        "an automatic answer (Subject: Auto reply); it lies among the bounces as one not to be taken for one",
    ),
    (
        _SISIMAI + "rfc3464-28.eml",
        "bounce recall",
        "a report that delivery succeeded: nothing failed",
    ),
    (
        _SISIMAI + "lhost-amazonses-13.eml",
        "bounce recall",
        "a notice that delivery succeeded: nothing failed",
    ),
    (
        _SISIMAI + "lhost-sendmail-14.eml",
        "bounce recall",
        "a person forwards a bounce to another: the mail itself is a person's",
    ),
    (
        _JPMOBILE + "softbank-emoji.eml",
        "subject",
        "the emoji is there as cp932's private use character; the source maps it to a private code of its own",
    ),
    (
        _JPMOBILE + "softbank-emoji.eml",
        "body",
        "the emoji is there as cp932's private use character; the source maps it to a private code of its own",
    ),
    (
        "pypi+flufl.bounce/tests/data/yale_01.txt",
        "failed recipients",
        "the report names userx without a domain: the reporting system's is taken; the source guesses two of Yale's",
    ),
)
