"""stub"""


def new_part(text: str) -> tuple[str, str]:
    return text, ""
