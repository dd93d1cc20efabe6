from itertools import islice

__all__ = ["printable"]

LONGEST = 200
CUT = "…"


def printable(text: str, longest: int = LONGEST) -> str:
    r"""A foreign text as a log may show it: cut, and nothing in it that moves a cursor.

    What has no glyph is written as an escape, `\x1b`, so that no client can forge a line, colour a
    terminal or turn the direction of writing.
    """
    if len(text) <= longest and text.isprintable():
        return text
    shown = "".join(shown_as(letter) for letter in islice(text, longest))
    return shown if len(text) <= longest else shown + CUT


def shown_as(letter: str) -> str:
    if letter.isprintable():
        return letter
    return letter.encode("unicode_escape", "surrogatepass").decode("ascii")
