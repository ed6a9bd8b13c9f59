"""Tables as CSV files: reading what people save from spreadsheets, writing what they open."""

from yorisoi.kernel.csvfile.reading import MOST_ROWS, Row, UnreadableFileError, encoding_of, rows_of
from yorisoi.kernel.csvfile.writing import ENCODINGS, download, written

__all__ = ["ENCODINGS", "MOST_ROWS", "Row", "UnreadableFileError", "download", "encoding_of", "rows_of", "written"]
