import re
from collections.abc import Iterator

from gql_content.checks.draft import Draft
from gql_content.checks.finding import Finding

__all__ = ["unbalanced_math"]

FORMULA = re.compile(
    r"\\\\|\\\$"
    r"|\$\$(?P<display>(?:\\[^\n]|[^\\$\n]|\$(?!\$)|\n(?![ \t]*\n))++)\$\$"
    r"|\\\((?P<round>(?:\\[^()\n]|[^\\\n]|\\?\n(?![ \t]*\n))*+)\\\)"
    r"|\\\[(?P<square>(?:\\[^\[\]\n]|[^\\\n]|\\?\n(?![ \t]*\n))*+)\\\]"
    r"|\$(?P<inline>(?![\s$])(?:\\[^\n]|[^\\$\n])++(?<!\s))\$(?![\d$])"
    r"|(?P<stray>\$\$|\\[(\[)\]])"
)
LONGEST_FORMULA = 2_000  # characters
KINDS = ("display", "round", "square", "inline")
CLOSERS = {"$$": "$$", "\\(": "\\)", "\\[": "\\]"}
SIGN = re.compile(r"\\(?P<word>[A-Za-z]+)\*?(?:\s*\{(?P<name>[A-Za-z]+\*?)\})?|\\.|[{}]", re.DOTALL)
BLANK_LINE = re.compile(r"\n\n")
COMMAND = re.compile(r"\\[A-Za-z]{2,}|[\^_]\{")


def unbalanced_math(draft: Draft) -> Iterator[Finding]:
    """A formula that is never closed, or in which braces or environments are not."""
    for text in draft.texts:
        if "$" in text.source or "\\" in text.source:
            for message, remedy, at in faults_in(text.prose):
                yield Finding(message, remedy, text.field, at)


def faults_in(prose: str) -> Iterator[tuple[str, str, int]]:
    """What is wrong, what to do, and where."""
    has_round = "\\)" in prose
    commands, blank_lines = Ahead(COMMAND, prose), Ahead(BLANK_LINE, prose)
    for found in FORMULA.finditer(prose):
        if found.lastgroup in KINDS:
            fault = fault_in(found[found.lastgroup])
            if fault is not None:
                yield f"In the formula, {fault}.", "Complete or remove it.", found.start()
        elif sign := found["stray"]:
            # A delimiter without its other; an escaped bracket of Markdown looks the same. That it
            # is none is told by TeX that follows in the paragraph, as far as a formula may reach,
            # or by other formulas that end as this one should.
            end = min(blank_lines.after(found.end()), found.end() + LONGEST_FORMULA)
            is_tex = sign == "$$" or (sign == "\\(" and has_round)
            if sign in CLOSERS and (is_tex or commands.after(found.end()) < end):
                yield (
                    f"The formula that begins with {sign} is never closed.",
                    f"Close it by {CLOSERS[sign]}.",
                    found.start(),
                )


class Ahead:
    """Where a sign stands next in a text, for one who reads it from its start to its end."""

    def __init__(self, sign: re.Pattern[str], text: str) -> None:
        self._sign = sign
        self._text = text
        self._found = -1

    def after(self, start: int) -> int:
        """The place of the next one from `start` on; the end of the text where none follows."""
        if self._found < start:
            found = self._sign.search(self._text, start)
            self._found = len(self._text) if found is None else found.start()
        return self._found


def fault_in(tex: str) -> str | None:
    """What is not balanced in a formula."""
    opened: list[str] = []
    for sign in SIGN.finditer(tex):
        word = sign["word"] or sign[0]
        if word in ("{", "begin", "left"):
            opened.append(word + (f" {{{sign['name']}}}" if word == "begin" else ""))
        elif word in ("}", "end", "right"):
            before = opened.pop() if opened else ""
            wanted = {"}": "{", "end": f"begin {{{sign['name']}}}", "right": "left"}[word]
            if before != wanted:
                return f"{sign[0]} closes nothing"
    return f"{shown(opened[-1])} is never closed" if opened else None


def shown(opened: str) -> str:
    return opened if opened == "{" else "\\" + opened.replace(" ", "")
