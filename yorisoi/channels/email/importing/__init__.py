"""Mails out of files: mbox, maildir, folders of .eml, zip archives; a piece at a time, whatever their size."""
