"""Known attack mails: what strangers have tried against mail programs and web mailers, as a table.

In every entry `JS` is code that would betray itself when it ran, `URL` an address that would be told when it was asked.
"""
