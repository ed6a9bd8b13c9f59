"""Reads of integrations: loading is authorising."""
