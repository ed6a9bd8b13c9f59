"""Who may do what with mailboxes and the outbox."""

MAILBOX_MANAGE = "channels.mailbox.manage"
OUTBOX_MANAGE = "channels.outbox.manage"
