"""The walls that import-linter cannot see. Each check takes the root of a tree and returns its faults as sentences.

A fault names the file, what is wrong and the repair. `tests/test_walls.py` plants one violation of each and expects it
to be caught, so that no wall can rot unnoticed.
"""
