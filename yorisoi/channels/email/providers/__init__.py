"""Mail services that hand mails over, and report on those they sent, by HTTP requests (webhooks)."""
