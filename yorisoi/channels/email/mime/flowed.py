"""format=flowed text joined back to paragraphs (RFC 3676)."""

from __future__ import annotations


def unflow(text: str, *, delsp: bool) -> str:
    """Join the soft-broken lines of flowed text; `delsp` drops the space that marks a break (Japanese mails).

    A line of another quote depth and the signature separator "-- " always begin anew.
    """
    lines: list[list[str]] = []
    depth_before = -1
    soft = False
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        if content.startswith(" "):
            content = content[1:]
        signature = content == "-- "
        if not soft or depth != depth_before or signature:
            lines.append([">" * depth + " " if depth else ""])
        soft = content.endswith(" ") and not signature and bool(content.strip())
        lines[-1].append(content[:-1] if soft and delsp else content)
        depth_before = depth
    joined = ("".join(pieces) for pieces in lines)
    return "\n".join(line if line == "-- " else line.rstrip() for line in joined)
