"""Customers as CSV: the columns, reading what people save from spreadsheets, writing what they open."""
