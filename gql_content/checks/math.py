import re
from collections.abc import Iterator

from gql_content.checks.draft import SourceFile
from gql_content.checks.finding import Finding

__all__ = ["check_unbalanced_math"]

FORMULA = re.compile(
    r"\\\\|\\\$"
    r"|\$\$(?P<display>(?:\\[^\n]|[^\\$\n]|\$(?!\$)|\n(?![ \t]*\n))++)\$\$"
    r"|\\\((?P<round>(?:\\[^()\n]|[^\\\n]|\\?\n(?![ \t]*\n))*+)\\\)"
    r"|\\\[(?P<square>(?:\\[^\[\]\n]|[^\\\n]|\\?\n(?![ \t]*\n))*+)\\\]"
    r"|\$(?P<inline>(?![\s$])(?:\\[^\n]|[^\\$\n])++(?<!\s))\$(?![\d$])"
    r"|(?P<stray>\$\$|\\[(\[)\]])"
)
MAX_FORMULA_CHARACTERS = 2_000  # characters
FORMULA_GROUPS = ("display", "round", "square", "inline")
FORMULA_CLOSERS = {"$$": "$$", "\\(": "\\)", "\\[": "\\]"}
TEX_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]+)\*?(?:\s*\{(?P<name>[A-Za-z]+\*?)\})?|\\.|[{}]", re.DOTALL
)
BLANK_LINE = re.compile(r"\n\n")
TEX_COMMAND = re.compile(r"\\[A-Za-z]{2,}|[\^_]\{")


def check_unbalanced_math(file: SourceFile) -> Iterator[Finding]:
    """A formula that is not closed, or that has unbalanced braces or environments."""
    for text in file.texts:
        if "$" in text.source or "\\" in text.source:
            for message, remedy, at in find_unbalanced_formulas(text.prose):
                yield Finding(message, remedy, text.field, at)


def find_unbalanced_formulas(prose: str) -> Iterator[tuple[str, str, int]]:
    """Yield message, remedy and offset of each unbalanced formula."""
    has_round = "\\)" in prose
    commands, blank_lines = NextMatch(TEX_COMMAND, prose), NextMatch(BLANK_LINE, prose)
    for found in FORMULA.finditer(prose):
        if found.lastgroup in FORMULA_GROUPS:
            imbalance = describe_imbalance(found[found.lastgroup])
            if imbalance is not None:
                yield f"In the formula, {imbalance}.", "Complete or remove it.", found.start()
        elif delimiter := found["stray"]:
            # An unpaired delimiter, or an escaped bracket of Markdown. It is a delimiter if TeX
            # follows in the paragraph, within the length of a formula, or if other formulas end
            # with the missing one.
            end = min(blank_lines.find_from(found.end()), found.end() + MAX_FORMULA_CHARACTERS)
            is_tex = delimiter == "$$" or (delimiter == "\\(" and has_round)
            if delimiter in FORMULA_CLOSERS and (is_tex or commands.find_from(found.end()) < end):
                yield (
                    f"The formula that begins with {delimiter} is never closed.",
                    f"Close it with {FORMULA_CLOSERS[delimiter]}.",
                    found.start(),
                )


class NextMatch:
    """Finds the next match of a pattern at increasing offsets."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern = pattern
        self._text = text
        self._found = -1

    def find_from(self, start: int) -> int:
        """Return the offset of the next match from `start` on, the end of the text if none."""
        if self._found < start:
            found = self._pattern.search(self._text, start)
            self._found = len(self._text) if found is None else found.start()
        return self._found


def describe_imbalance(tex: str) -> str | None:
    """Describe what is unbalanced in a formula. None if nothing is."""
    opened: list[str] = []
    for token in TEX_TOKEN.finditer(tex):
        word = token["word"] or token[0]
        if word in ("{", "begin", "left"):
            opened.append(word + (f" {{{token['name']}}}" if word == "begin" else ""))
        elif word in ("}", "end", "right"):
            before = opened.pop() if opened else ""
            expected = {"}": "{", "end": f"begin {{{token['name']}}}", "right": "left"}[word]
            if before != expected:
                return f"{token[0]} closes nothing"
    return f"{format_opener(opened[-1])} is never closed" if opened else None


def format_opener(opened: str) -> str:
    return opened if opened == "{" else "\\" + opened.replace(" ", "")
