from .mail_import import ImportLine, MailImport

__all__ = ["ImportLine", "MailImport"]
