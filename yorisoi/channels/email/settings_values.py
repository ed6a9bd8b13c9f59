"""A mailbox's settings as a form shows them, and back again; the shape of `config` stands in account.py."""

from typing import Any

from yorisoi.channels.models import Mailbox

_OAUTH2 = ("authorize_url", "token_url", "client_id", "scope", "grant")


def words(text: str) -> list[str]:
    """The parts of a list separated by commas."""
    return [each.strip() for each in text.split(",") if each.strip()]


def values_of(mailbox: Mailbox) -> dict[str, Any]:
    """What the form's fields show; never a secret."""
    config = mailbox.config
    imap, smtp, oauth2 = config.get("imap") or {}, config.get("smtp") or {}, config.get("oauth2") or {}
    return {
        "name": mailbox.name,
        "address": mailbox.address,
        "display_name": mailbox.display_name,
        "active": mailbox.active,
        "aliases": ", ".join(config.get("aliases", [])),
        "incoming": config.get("incoming", "none"),
        "imap_host": imap.get("host", ""),
        "imap_port": imap.get("port", 993),
        "imap_security": imap.get("security", "tls"),
        "imap_user": imap.get("user", ""),
        "folders": ", ".join(imap.get("folders") or ["INBOX"]),
        "after": imap.get("after", "keep"),
        "move_to": imap.get("move_to", ""),
        "backlog": imap.get("backlog", True),
        "idle": imap.get("idle", True),
        "smtp_host": smtp.get("host", ""),
        "smtp_port": smtp.get("port", 587),
        "smtp_security": smtp.get("security", "starttls"),
        "smtp_user": smtp.get("user", ""),
        "plus_addressing": config.get("plus_addressing", False),
        "body_marker": config.get("body_marker", False),
        "automatic_limit": config.get("automatic_limit", 10),
        "sign_in": "oauth2" if oauth2 else "password",
        "verify": imap.get("verify", smtp.get("verify", True)),
        "authorize_url": oauth2.get("authorize_url", ""),
        "token_url": oauth2.get("token_url", ""),
        "client_id": oauth2.get("client_id", ""),
        "scope": oauth2.get("scope", ""),
        "grant": oauth2.get("grant", "refresh_token"),
        "hook_provider": config.get("hook", {}).get("provider", ""),
        "hook_user": config.get("hook", {}).get("user", ""),
    }


def config_of(values: dict[str, Any]) -> dict[str, Any]:
    """`Mailbox.config` from cleaned values; fields that were not right are left out."""
    config: dict[str, Any] = {
        "incoming": values.get("incoming", "none"),
        "aliases": [each.lower() for each in words(values.get("aliases", ""))],
        "plus_addressing": values.get("plus_addressing", False),
        "body_marker": values.get("body_marker", False),
        "automatic_limit": values.get("automatic_limit", 10),
    }
    if values.get("imap_host"):
        config["imap"] = {
            **_server(values, "imap"),
            "folders": words(values.get("folders", "")) or ["INBOX"],
            "after": values.get("after", "keep"),
            "move_to": values.get("move_to", ""),
            "backlog": values.get("backlog", False),
            "idle": values.get("idle", True),
        }
    if values.get("smtp_host"):
        config["smtp"] = _server(values, "smtp")
    if values.get("sign_in") == "oauth2":
        config["oauth2"] = {name: values.get(name, "") for name in _OAUTH2}
    if values.get("hook_provider"):
        config["hook"] = {"provider": values["hook_provider"]}
        if values.get("hook_user"):
            config["hook"]["user"] = values["hook_user"]
    return config


def _server(values: dict[str, Any], kind: str) -> dict[str, Any]:
    server = {name: values.get(f"{kind}_{name}", "") for name in ("host", "port", "security", "user")}
    return {**server, "verify": values.get("verify", True)}
