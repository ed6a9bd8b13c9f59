"""What one can do at the desk: one verb a function."""

from yorisoi.desk.actions.assign import assign
from yorisoi.desk.actions.bulk_changes import begin_bulk, run_bulk, run_undo, undo_bulk
from yorisoi.desk.actions.case_fields import FieldsWrong, change_field, create_field, fill_fields
from yorisoi.desk.actions.change import hold_still
from yorisoi.desk.actions.checklists import change_item, create_item, tick
from yorisoi.desk.actions.close import close, reopen, write_record
from yorisoi.desk.actions.counts import recount
from yorisoi.desk.actions.customers import follow_merge, follow_parting
from yorisoi.desk.actions.delivery import note_delivery
from yorisoi.desk.actions.drafts import KINDS as DRAFT_KINDS
from yorisoi.desk.actions.drafts import Unsent, drop_draft, save_draft
from yorisoi.desk.actions.editions import (
    begin_edition,
    drop_change,
    drop_edition,
    plan_change,
    publish_due,
    publish_edition,
)
from yorisoi.desk.actions.hold import hold, resume, start, wake
from yorisoi.desk.actions.lease import release_lease, take_lease
from yorisoi.desk.actions.link import link, unlink
from yorisoi.desk.actions.merge import merge, part
from yorisoi.desk.actions.note import note
from yorisoi.desk.actions.notices import tell_of_deadlines
from yorisoi.desk.actions.open import NewCase, open_case
from yorisoi.desk.actions.pictures import allow_pictures
from yorisoi.desk.actions.queues import change_queue, create_queue, route_mailbox, route_mailboxes
from yorisoi.desk.actions.reading import look, look_away, mark_unread, sweep
from yorisoi.desk.actions.receive import receive, receive_all
from yorisoi.desk.actions.recontacts import any_defined, define_recontact, end_recontact, mark_recontacts
from yorisoi.desk.actions.reply import Draft, reply, take_back
from yorisoi.desk.actions.saved_views import change_view, drop_view, move_view, save_view
from yorisoi.desk.actions.sending_rules import allow_word, ban_word, set_confirming
from yorisoi.desk.actions.side import Question, ask, end_side, write_side
from yorisoi.desk.actions.sort import set_priority, set_queue, set_subject, set_topic
from yorisoi.desk.actions.split import Split, split
from yorisoi.desk.actions.tag_settings import change_tag, create_tag, merge_tags
from yorisoi.desk.actions.tags import change_tags, set_tags
from yorisoi.desk.actions.templates import Applied, apply_macro, change_template, create_template, use_template
from yorisoi.desk.actions.topic_table import TablePlan, plan_from_table
from yorisoi.desk.actions.topics import change_topic, create_topic

__all__ = [
    "DRAFT_KINDS",
    "Applied",
    "Draft",
    "FieldsWrong",
    "NewCase",
    "Question",
    "Split",
    "TablePlan",
    "Unsent",
    "allow_pictures",
    "allow_word",
    "any_defined",
    "apply_macro",
    "ask",
    "assign",
    "ban_word",
    "begin_bulk",
    "begin_edition",
    "change_field",
    "change_item",
    "change_queue",
    "change_tag",
    "change_tags",
    "change_template",
    "change_topic",
    "change_view",
    "close",
    "create_field",
    "create_item",
    "create_queue",
    "create_tag",
    "create_template",
    "create_topic",
    "define_recontact",
    "drop_change",
    "drop_draft",
    "drop_edition",
    "drop_view",
    "end_recontact",
    "end_side",
    "fill_fields",
    "follow_merge",
    "follow_parting",
    "hold",
    "hold_still",
    "link",
    "look",
    "look_away",
    "mark_recontacts",
    "mark_unread",
    "merge",
    "merge_tags",
    "move_view",
    "note",
    "note_delivery",
    "open_case",
    "part",
    "plan_change",
    "plan_from_table",
    "publish_due",
    "publish_edition",
    "receive",
    "receive_all",
    "recount",
    "release_lease",
    "reopen",
    "reply",
    "resume",
    "route_mailbox",
    "route_mailboxes",
    "run_bulk",
    "run_undo",
    "save_draft",
    "save_view",
    "set_confirming",
    "set_priority",
    "set_queue",
    "set_subject",
    "set_tags",
    "set_topic",
    "split",
    "start",
    "sweep",
    "take_back",
    "take_lease",
    "tell_of_deadlines",
    "tick",
    "undo_bulk",
    "unlink",
    "use_template",
    "wake",
    "write_record",
    "write_side",
]
