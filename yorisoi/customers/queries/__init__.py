"""Reads: loading is authorising."""
