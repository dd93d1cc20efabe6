from itertools import islice

__all__ = ["escape_unprintable"]

MAX_PRINTED_CHARACTERS = 200
ELLIPSIS = "…"


def escape_unprintable(text: str, max_characters: int = MAX_PRINTED_CHARACTERS) -> str:
    r"""Makes untrusted text safe for a log: truncated, and without control characters.

    Unprintable characters are escaped (`\x1b`), so that no client can forge a line, color a
    terminal or change the text direction.
    """
    if len(text) <= max_characters and text.isprintable():
        return text
    escaped = "".join(escape_character(character) for character in islice(text, max_characters))
    return escaped if len(text) <= max_characters else escaped + ELLIPSIS


def escape_character(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
