"""Where the ORM's making of SQL costs more than the SQL: pages, mails, answers, and tables filled in one go.

`prepared` turns a function that builds a query into one that builds it once. `insert` and `update` write models,
`insert_rows` very many rows, `execute` runs SQL of our own with ids and moments as this database keeps them. Everywhere
else the ORM itself is the better choice: it can be read and put together.
"""

from yorisoi.kernel.sql.inserting import insert_rows
from yorisoi.kernel.sql.preparing import Rows, prepared
from yorisoi.kernel.sql.rows import insert, update
from yorisoi.kernel.sql.values import execute

__all__ = ["Rows", "execute", "insert", "insert_rows", "prepared", "update"]
