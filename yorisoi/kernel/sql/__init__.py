"""Where the ORM's making of SQL costs more than the SQL: tables filled in one go, and queries built once.

`insert_rows` writes many rows; `prepared` turns a function that builds a query into one that builds it once.
"""

from yorisoi.kernel.sql.inserting import insert_rows
from yorisoi.kernel.sql.preparing import Rows, prepared

__all__ = ["Rows", "insert_rows", "prepared"]
