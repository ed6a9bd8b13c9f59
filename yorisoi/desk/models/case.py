"""A case (案件): what a customer wants settled, over any number of contacts and messages."""

from collections.abc import Collection, Mapping
from typing import Any, Self

from django.db import models
from django.db.models import Q

from yorisoi.desk.contracts import Link, Priority, Status, Waiting
from yorisoi.kernel.ids import uuid7


class CaseNumber(models.Model):
    """The last number given (受付番号); one row, counted up inside the transaction that opens the case."""

    last = models.BigIntegerField(default=1000)

    def __str__(self) -> str:
        return str(self.last)


class Case(models.Model):
    """One case. Written only through `desk.actions.change`, which keeps the counts, `is_open` and `version` true.

    `customer_name`, `customer_reading`, `last_line`, `last_direction` and `message_count` are kept for the inbox, so
    that a page of it reads one table. `subject_key` is the subject as suggestions compare it. `is_open` repeats
    `status` as a boolean because SQLite proves a partial index only from the very same expression.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+", db_index=False)
    queue = models.ForeignKey("desk.Queue", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.BigIntegerField(unique=True)
    subject = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=10, default=Status.NEW.value)
    is_open = models.BooleanField(default=True)
    waiting_reason = models.CharField(max_length=12, blank=True)
    priority = models.PositiveSmallIntegerField(default=Priority.NORMAL.value)
    topic = models.ForeignKey("desk.Topic", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    account = models.ForeignKey("customers.Account", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    assignee = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    mailbox = models.ForeignKey(
        "channels.Mailbox", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    channel = models.CharField(max_length=20, default="email")
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()
    last_line = models.CharField(max_length=200, blank=True)
    last_direction = models.CharField(max_length=4, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    message_count = models.PositiveIntegerField(default=0)
    recontacts = models.PositiveIntegerField(default=0)  # how many of its contacts are marked (RecontactMark)
    customer_name = models.CharField(max_length=200, blank=True)
    customer_reading = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    subject_key = models.CharField(max_length=64, blank=True)

    _loaded: Mapping[str, Any] = {}

    class Meta:
        indexes = [
            models.Index(fields=["brand", "-last_at", "-id"], name="desk_case_open", condition=Q(is_open=True)),
            models.Index(
                fields=["brand", "status", "-last_at", "-id"], name="desk_case_status", condition=Q(is_open=True)
            ),
            models.Index(fields=["queue", "-last_at", "-id"], name="desk_case_queue", condition=Q(is_open=True)),
            models.Index(fields=["assignee", "-last_at", "-id"], name="desk_case_mine", condition=Q(is_open=True)),
            models.Index(
                fields=["brand", "-last_at", "-id"],
                name="desk_case_nobody",
                condition=Q(is_open=True, assignee__isnull=True),
            ),
            models.Index(fields=["brand", "-last_at", "-id"], name="desk_case_closed", condition=Q(is_open=False)),
            models.Index(
                fields=["queue", "-last_at", "-id"], name="desk_case_queue_closed", condition=Q(is_open=False)
            ),
            models.Index(
                fields=["brand", "due_at", "id"],
                name="desk_case_due_brand",
                condition=Q(is_open=True, due_at__isnull=False),
            ),
            models.Index(fields=["brand", "-number"], name="desk_case_number"),
            models.Index(fields=["customer", "-opened_at", "-id"], name="desk_case_customer"),
            models.Index(
                fields=["brand", "subject_key", "-last_at"], name="desk_case_alike", condition=Q(is_open=True)
            ),
            models.Index(fields=["due_at"], name="desk_case_due", condition=Q(is_open=True, assignee__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=True, status__in=["new", "open", "pending"])
                | Q(is_open=False, status__in=["done", "no_action"]),
                name="desk_case_open_is_status",
            ),
            models.CheckConstraint(
                condition=Q(waiting_reason="") | Q(status="pending"), name="desk_case_waits_only_on_hold"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.subject}"

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        """A row as loaded; it remembers how it was."""
        case = super().from_db(db, field_names, values, **more)
        case._loaded = dict(zip(field_names, values, strict=True))
        return case

    def changed(self) -> list[str]:
        """The attributes that differ from the row as loaded or last written, in their order."""
        now = self.__dict__
        return [name for name, value in self._loaded.items() if now[name] != value]

    def note_written(self) -> None:
        """The row is now as this object is."""
        self._loaded = {field.attname: self.__dict__[field.attname] for field in self._meta.concrete_fields}

    @property
    def waits_for_customer(self) -> bool:
        """On hold until the customer answers."""
        return self.status == Status.PENDING and self.waiting_reason == Waiting.CUSTOMER


class Participant(models.Model):
    """An address that takes part in a case: who wrote, and whom we or they wrote to. The sender check reads this."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)
    address = models.CharField(max_length=320)  # as customers' Identity normalises it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "address"], name="desk_participant_once")]

    def __str__(self) -> str:
        return self.address


class CaseLink(models.Model):
    """`case` quotes, follows, is merged into or is related to `other`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, default=Link.RELATED.value)
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "other", "kind"], name="desk_link_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.other_id}"
