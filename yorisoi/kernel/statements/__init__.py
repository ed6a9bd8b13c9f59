"""Statements that Django writes once: for what every mail, answer and change of a case does.

Building SQL is nearly all of what a statement costs the ORM (0.4–0.7 ms against 0.05 ms in SQLite). These take the SQL
that Django writes for a model or a query set, keep it, and only put the values in:

    @prepared
    def _by_received(received_id: UUID) -> QuerySet[Message]:
        return Message.objects.filter(received_id=received_id)

    _by_received.first(received_id)       rows as the query set gives them: models, tuples, values
    insert([message])                     one INSERT for each, in one statement
    update(case, ["status", "version"])   one row, by its primary key
    execute(SQL, [moment, case_id])       SQL of our own with ids and moments as this database keeps them

Everywhere else the ORM itself is the better choice: it can be read and put together.
"""

from yorisoi.kernel.statements.prepared import Prepared, prepared
from yorisoi.kernel.statements.rows import insert, update
from yorisoi.kernel.statements.values import execute

__all__ = ["Prepared", "execute", "insert", "prepared", "update"]
