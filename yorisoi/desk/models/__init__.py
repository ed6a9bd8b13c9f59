"""The desk's nouns."""

from yorisoi.desk.models.bulk_change import BulkChange, BulkItem
from yorisoi.desk.models.case import Case, CaseLink, CaseNumber, Participant
from yorisoi.desk.models.case_field import CaseField, FieldValue
from yorisoi.desk.models.case_merge import CaseMerge, MovedMessage
from yorisoi.desk.models.case_move import CaseMove
from yorisoi.desk.models.checklist import ChecklistItem, ChecklistOverride, ChecklistTick
from yorisoi.desk.models.contact import Contact
from yorisoi.desk.models.count import NOBODY, CaseCount
from yorisoi.desk.models.draft import DraftFile, ReplyDraft
from yorisoi.desk.models.happening import Happening
from yorisoi.desk.models.mention import Mention
from yorisoi.desk.models.message import Attachment, Message
from yorisoi.desk.models.queue import MailboxRoute, Queue
from yorisoi.desk.models.reading import ReadMark, ReplyLease, Viewing
from yorisoi.desk.models.recontact import RecontactDefinition, RecontactMark
from yorisoi.desk.models.record import Record
from yorisoi.desk.models.saved_view import SavedView
from yorisoi.desk.models.sending import BannedWord, SendingRule
from yorisoi.desk.models.side import SideFile, SideMessage, SideTalk
from yorisoi.desk.models.standing import Assignment, Closure, Hold
from yorisoi.desk.models.tag import CaseTag, Tag
from yorisoi.desk.models.template import Template
from yorisoi.desk.models.topic import Topic
from yorisoi.desk.models.topic_edition import TopicChange, TopicEdition, TopicMapping

__all__ = [
    "NOBODY",
    "Assignment",
    "Attachment",
    "BannedWord",
    "BulkChange",
    "BulkItem",
    "Case",
    "CaseCount",
    "CaseField",
    "CaseLink",
    "CaseMerge",
    "CaseMove",
    "CaseNumber",
    "CaseTag",
    "ChecklistItem",
    "ChecklistOverride",
    "ChecklistTick",
    "Closure",
    "Contact",
    "DraftFile",
    "FieldValue",
    "Happening",
    "Hold",
    "MailboxRoute",
    "Mention",
    "Message",
    "MovedMessage",
    "Participant",
    "Queue",
    "ReadMark",
    "RecontactDefinition",
    "RecontactMark",
    "Record",
    "ReplyDraft",
    "ReplyLease",
    "SavedView",
    "SendingRule",
    "SideFile",
    "SideMessage",
    "SideTalk",
    "Tag",
    "Template",
    "Topic",
    "TopicChange",
    "TopicEdition",
    "TopicMapping",
    "Viewing",
]
