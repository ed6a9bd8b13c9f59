"""The public API under /api/v1/. Loaded when it is first called: django-ninja and pydantic weigh 9 MiB and 0.3 s.

Start reading at `gate.py` (what happens to every call), then `cases.py` (one resource).
"""
