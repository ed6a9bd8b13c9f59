"""Customers from a CSV file: checked without writing, then taken in, a hundred rows a transaction."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import batched, islice
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yorisoi.customers.actions.accounts import join_account
from yorisoi.customers.actions.customers import CustomerValues, add_identity, change_customer, create_customer
from yorisoi.customers.addresses import normalise
from yorisoi.customers.csvfile.columns import columns_of
from yorisoi.customers.csvfile.parsing import Parsed, parsed
from yorisoi.customers.models import Customer, CustomerImport, Identity, ImportProblem
from yorisoi.customers.names import key
from yorisoi.customers.permissions import EDIT, EXCHANGE
from yorisoi.customers.queries.imports import get_import
from yorisoi.kernel import audit, clock, files, jobs
from yorisoi.kernel.csvfile import Row, UnreadableFileError, encoding_of, rows_of
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import SYSTEM, Actor

BATCH = 100
State = CustomerImport.State


@transaction.atomic
def begin_import(*, actor: Actor, brand_id: UUID, name: str, content: bytes) -> UUID:
    """Keep the file and have it checked. Raises NotAllowed, files.FileTooLargeError."""
    for permission in (EXCHANGE, EDIT):
        actor.needs(permission, brand_id)
    row = CustomerImport.objects.create(
        brand_id=brand_id, by_id=actor.staff_id, at=clock.now(), name=name[:200], file=files.store(content, name)
    )
    audit.record(actor.staff_id, "customers.import_begun", "customer_import", row.id, brand_id, file=row.name)
    jobs.enqueue("customers.check_import", import_id=str(row.id))
    return row.id


@transaction.atomic
def run_import(*, actor: Actor, import_id: UUID) -> None:
    """Have a checked file taken in; rows that are not right are left out. Doing it twice does it once."""
    row = get_import(actor, import_id)
    if CustomerImport.objects.filter(id=row.id, state=State.CHECKED).update(state=State.RUNNING, done=0, refused=0):
        row.problems.all().delete()
        audit.record(actor.staff_id, "customers.import_run", "customer_import", row.id, row.brand_id, rows=row.total)
        jobs.enqueue("customers.run_import", import_id=str(row.id))


def check(import_id: UUID) -> None:
    """Read the whole file and say what is wrong with it and what it would do; writes no customer."""
    row = CustomerImport.objects.get(id=import_id)
    if row.state != State.CHECKING:
        return
    with override(_actor(row).language):
        try:
            rows, places = _opened(row)
            _check_rows(row, rows, places)
        except UnreadableFileError as error:
            row.state, row.trouble = State.FAILED, str(error)[:500]
        row.save()


def run(import_id: UUID) -> None:
    """Take in what is left of a file."""
    row = CustomerImport.objects.get(id=import_id)
    if row.state != State.RUNNING:
        return
    actor = _actor(row)
    with override(actor.language):
        if not (actor.can(EXCHANGE, row.brand_id) and actor.can(EDIT, row.brand_id)):
            row.state, row.trouble = State.FAILED, _("The person who began the import may no longer do this.")
        else:
            rows, places = _opened(row)
            for some in batched(islice(rows, row.done, None), BATCH):
                _take_in(row, actor, some, places)
            row.state, row.ended_at = State.DONE, clock.now()
        row.save()


def _actor(row: CustomerImport) -> Actor:
    return workspace.actor_of_staff(row.by_id) if row.by_id else SYSTEM


def _opened(row: CustomerImport) -> tuple[Iterator[Row], dict[str, int]]:
    """The rows below the head, and where the columns stand. Raises UnreadableFileError."""
    raw = files.read(row.file)
    row.encoding = row.encoding or encoding_of(raw)
    rows = rows_of(raw, row.encoding)
    head = next(rows, None)
    places, unknown = columns_of(head.cells if head else [])
    if "family_name" not in places and "full_name" not in places:
        raise UnreadableFileError(
            _("The first row must name the columns, and one of them must be 姓 or 氏名. Found: %(heads)s.")
            % {"heads": "、".join(unknown[:20]) or "—"}
        )
    if unknown and row.state == State.CHECKING:
        row.trouble = (_("These columns are not known and are left out: %(heads)s.") % {"heads": "、".join(unknown)})[
            :500
        ]
    return rows, places


def _check_rows(row: CustomerImport, rows: Iterator[Row], places: dict[str, int]) -> None:
    with transaction.atomic():
        row.problems.all().delete()
        row.total = row.created = row.changed = row.refused = 0
        for some in batched(rows, BATCH):
            for each in some:
                _check_row(row, each, parsed(each.cells, places))
            row.total += len(some)
        row.done, row.state = row.total, State.CHECKED


def _check_row(row: CustomerImport, each: Row, told: Parsed) -> None:
    known, wrong = _known(row.brand_id, told)
    if told.wrong or wrong:
        _refuse(row, each, [*told.wrong, *wrong])
    elif known:
        row.changed += 1
    else:
        row.created += 1


@transaction.atomic
def _take_in(row: CustomerImport, actor: Actor, some: tuple[Row, ...], places: dict[str, int]) -> None:
    """So many rows and the count of them together, so that a worker that dies leaves neither half done nor doubled."""
    if row.done == 0:
        row.created = row.changed = 0
    for each in some:
        told = parsed(each.cells, places)
        known, wrong = _known(row.brand_id, told)
        if told.wrong or wrong:
            _refuse(row, each, [*told.wrong, *wrong])
            continue
        try:
            with transaction.atomic():
                _write(row.brand_id, actor, told, known)
        except ValidationError as error:
            _refuse(row, each, [("", " ".join(error.messages))])
            continue
        row.changed, row.created = row.changed + bool(known), row.created + (not known)
    row.done += len(some)
    row.save()


def _known(brand_id: UUID, told: Parsed) -> tuple[Customer | None, list[tuple[str, str]]]:
    """Who this is already: by an address, else by name and date of birth; and what speaks against it."""
    addresses = [(kind, normalise(kind, address)) for kind, address in told.identities]
    found = {
        identity.customer_id: identity.customer
        for kind, address in addresses
        for identity in Identity.objects.filter(brand_id=brand_id, kind=kind, address=address).select_related(
            "customer"
        )
    }
    if len(found) > 1:
        return None, [("email", _("The addresses and numbers of this row belong to different customers."))]
    if found:
        return next(iter(found.values())), []
    if addresses or "birth_date" not in told.values or "family_name" not in told.values:
        return None, []
    name = key(f"{told.values['family_name']} {told.values.get('given_name', '')}")
    alike = Customer.objects.filter(
        brand_id=brand_id, name_key=name, birth_date=told.values["birth_date"], merged_into=None
    )
    return alike.first(), []


def _write(brand_id: UUID, actor: Actor, told: Parsed, known: Customer | None) -> None:
    if known is None:
        values = CustomerValues(**told.values, needs=tuple(told.needs))
        customer_id = create_customer(actor=actor, brand_id=brand_id, values=values, identities=told.identities)
    else:
        customer_id = known.id
        _change(actor, known, told)
    if told.account:
        join_account(actor=actor, customer_id=customer_id, name=told.account, kind=told.account_kind, role=told.role)


def _change(actor: Actor, known: Customer, told: Parsed) -> None:
    """Fill in what the row says; what it leaves empty stays as it is."""
    kept: dict[str, Any] = {
        name: getattr(known, name) for name in CustomerValues.__dataclass_fields__ if name != "needs"
    }
    needs = tuple(dict.fromkeys([*known.needs.values_list("kind", flat=True), *told.needs]))
    before = CustomerValues(**kept, needs=tuple(known.needs.values_list("kind", flat=True)))
    after = replace(before, **told.values, needs=needs)
    if after != before:
        change_customer(actor=actor, customer_id=known.id, values=after)
    held = set(known.identities.values_list("kind", "address"))
    for kind, address in told.identities:
        if (kind, normalise(kind, address)) not in held:
            add_identity(actor=actor, customer_id=known.id, kind=kind, address=address)


def _refuse(row: CustomerImport, each: Row, wrong: list[tuple[str, str]]) -> None:
    row.refused += 1
    ImportProblem.objects.bulk_create(
        ImportProblem(of=row, row=each.number, field=field, what=what[:500]) for field, what in wrong
    )
