"""The providers by name, without loading what reads their requests."""

TITLES = {
    "mailgun": "Mailgun",
    "sendgrid": "SendGrid",
    "postmark": "Postmark",
    "ses": "Amazon SES",
    "mandrill": "Mandrill",
    "sparkpost": "SparkPost",
    "mailersend": "MailerSend",
}
# They sign with a key of theirs, which the administrator copies here; the others send our user and password.
KEYED = frozenset({"mailgun", "mandrill", "mailersend"})
USER = "yorisoi"
