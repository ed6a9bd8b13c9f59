"""What the desk offers to the places of the console."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yorisoi.desk import live, notices, permissions, queries
from yorisoi.desk.queries import narrowing, sifting
from yorisoi.kernel import live as kernel_live
from yorisoi.kernel import slots
from yorisoi.kernel.slots import AuditKind, Narrowing, NavEntry, Panel, PlaceSource, QueueSource, SearchSource, Setting

_SETTINGS = (
    Setting(
        "desk:queues",
        _("Queues"),
        _("Where cases wait, and which mailboxes feed them"),
        "queue",
        310,
        permissions.MANAGE_QUEUES,
    ),
    Setting(
        "desk:sending",
        _("Before sending"),
        _("Recipients to confirm, words not to be used"),
        "send",
        317,
        permissions.MANAGE_SENDING,
    ),
    Setting(
        "desk:templates",
        _("Templates and macros"),
        _("Texts for answers, and what is done along with them"),
        "template",
        315,
        permissions.ANSWER,
    ),
    Setting(
        "desk:topics",
        _("Topics"),
        _("What cases are about, and which need a record"),
        "tag",
        320,
        permissions.MANAGE_TOPICS,
    ),
    Setting(
        "desk:tags",
        _("Tags"),
        _("Words put on cases beside the topic"),
        "tag",
        325,
        permissions.MANAGE_TAGS,
    ),
    Setting(
        "desk:fields",
        _("Fields of cases"),
        _("What a topic asks for beside the record"),
        "form",
        330,
        permissions.MANAGE_TOPICS,
    ),
    Setting(
        "desk:checklists",
        _("Checklists"),
        _("What must be done before a case is"),
        "check",
        332,
        permissions.MANAGE_TOPICS,
    ),
    Setting(
        "desk:recontacts",
        _("Recontact"),
        _("When a contact counts as coming again, with the rate over the past"),
        "refresh",
        335,
        permissions.MANAGE_RECONTACTS,
    ),
    Setting(
        "desk:records",
        _("Quality of records"),
        _("Whether other departments can work with them; CSV for each"),
        "quality",
        340,
        permissions.READ_RECORDS,
    ),
)
_PANELS = (
    Panel("desk:customer-panel", _("Customer"), 10),
    Panel("desk:earlier-panel", _("Earlier cases"), 20),
    Panel("desk:related-panel", _("Related cases"), 30),
    Panel("desk:checklist-panel", _("Checklist"), 80),
    Panel("desk:side-panel", _("Side conversations"), 40),
    Panel("desk:record-panel", pgettext_lazy("case", "Record"), 90),
)


_AUDIT_KINDS = (
    AuditKind("case", _("Case"), 10),
    AuditKind("message", _("Message"), 20),
    AuditKind("queue", _("Queue"), 30),
    AuditKind("topic", _("Topic"), 40),
    AuditKind("tag", _("Tag"), 50),
)


def offer_all() -> None:
    """Permissions, live topics, the rail's entry, settings, panels, what the search finds."""
    for permission in permissions.DECLARED:
        slots.offer("permission", permission)
    slots.offer("access.queue", QueueSource(queries.queues_of_brands))
    kernel_live.authorise("inbox", live.may_hear_inbox)
    kernel_live.authorise("case", live.may_hear_case)
    kernel_live.authorise("bulk", live.may_hear_bulk)
    slots.offer("nav", NavEntry("desk:inbox", _("Inbox"), "inbox", 10, permissions.READ, key="i"))
    for card in _SETTINGS:
        slots.offer("settings", card)
    for audited in _AUDIT_KINDS:
        slots.offer("audit.kind", audited)
    for panel in _PANELS:
        slots.offer("case.panel", panel)
    for kind in notices.KINDS:
        slots.offer("notification", kind)
    slots.offer("customer.panel", Panel("desk:customer-cases", _("Cases"), 20, permissions.READ))
    cases = Narrowing(narrowing.FILTERS, narrowing.meaning, sifting.few_cases, sifting.kept_cases, sifting.newest_cases)
    messages = Narrowing(narrowing.FILTERS, narrowing.meaning, sifting.few_messages, sifting.kept_messages)
    slots.offer("customer.panel", Panel("desk:customer-history", _("All channels"), 30, permissions.READ))
    slots.offer("account.panel", Panel("desk:account-cases", _("Cases"), 20, permissions.READ))
    slots.offer("search.source", SearchSource("case", _("Cases"), queries.found_cases, 10, cases))
    slots.offer("search.source", SearchSource("message", _("Messages"), queries.found_messages, 20, messages))
    slots.offer("received.place", PlaceSource(queries.places_of))
