"""The providers by name, without loading what reads their requests."""

TITLES = {
    "mailgun": "Mailgun",
    "sendgrid": "SendGrid",
    "postmark": "Postmark",
    "ses": "Amazon SES",
    "mandrill": "Mandrill",
    "sparkpost": "SparkPost",
    "mailersend": "MailerSend",
    "postal": "Postal",
    "mailjet": "Mailjet",
    "brevo": "Brevo",
    "resend": "Resend",
    "mailtrap": "Mailtrap",
}
# They sign with a key of theirs, which the administrator copies here; the others send our user and password.
KEYED = frozenset({"mailgun", "mandrill", "mailersend", "postal", "resend", "mailtrap"})
# They only tell that a mail (Brevo: an attachment) is there, so that we fetch it with an API key.
FETCHED = frozenset({"brevo", "resend", "mailtrap"})
USER = "yorisoi"
