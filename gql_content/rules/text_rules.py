"""Rules about long texts."""

import re
from collections.abc import Iterator

from gql_content.content import BODY
from gql_content.markdown import RemovedHtml, find_removed_html
from gql_content.rules.checked_file import MAX_CHECKED_CHARACTERS, Finding, SourceFile

__all__ = [
    "check_decoded_escapes",
    "check_empty_answer",
    "check_long_text",
    "check_open_code_fence",
    "check_removed_html",
    "check_unbalanced_math",
]


CODE_FENCE = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$",
    re.MULTILINE,
)


def check_open_code_fence(file: SourceFile) -> Iterator[Finding]:
    """A code fence that is never closed, so that the rest of the text is code."""
    for text in file.texts:
        at = find_open_fence(text.source)
        if at is not None:
            yield Finding(
                "The code fence opened here is never closed: the rest of the text is code.",
                "Close it with the same characters on their own line.",
                text.field,
                at,
            )


def find_open_fence(source: str) -> int | None:
    """Return the offset of the fence that is still open at the end."""
    opened: re.Match[str] | None = None
    for line in CODE_FENCE.finditer(source):
        if opened is None:
            opened = line if "`" not in line["info"] or line["fence"][0] == "~" else None
        elif line["fence"].startswith(opened["fence"]) and not line["info"].strip():
            opened = None
    return None if opened is None else opened.start("fence")


ANY_LETTERS = "[A-Za-z]*"
# Tabs and newlines are ordinary characters unless the text after them completes a command.
COMMAND_ENDINGS = {
    "a": ANY_LETTERS,
    "b": ANY_LETTERS,
    "f": ANY_LETTERS,
    "n": "(?:abla|eq|otin|exists)(?![A-Za-z])",
    "r": r"ho|ight(?=[)\]}|.])|angle",
    "t": r"heta|imes|extbf|ext(?=\{)|frac|ilde(?=\{)|riangle",
    "v": ANY_LETTERS,
}
CONTROL_CHARACTERS = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))
DECODED_COMMANDS = {
    letter: re.compile(f"{CONTROL_CHARACTERS[letter]}({after})")
    for letter, after in COMMAND_ENDINGS.items()
}


def check_decoded_escapes(file: SourceFile) -> Iterator[Finding]:
    r"""A backslash escape that was decoded: `\frac` became a form feed and `rac`."""
    for name in (*file.source_map.keys, BODY):
        text = get_source(file, name)
        for letter, character in CONTROL_CHARACTERS.items():
            if character in text:
                for found in DECODED_COMMANDS[letter].finditer(text):
                    yield make_escape_finding(name, letter, found)


def make_escape_finding(field: str, letter: str, found: re.Match[str]) -> Finding:
    command = f" The command was probably `\\{letter}{found[1]}`." if found[1] else ""
    return Finding(
        f"The text contains U+{ord(CONTROL_CHARACTERS[letter]):04X}, "
        f"a decoded `\\{letter}`.{command}",
        f"Write the backslash and the {letter} again; in YAML, do not use double quotes.",
        field,
        found.start(),
    )


def get_source(file: SourceFile, name: str) -> str:
    if name == BODY:
        return file.source_map.body or ""
    return (file.source_map.answer if name == "answer" else file.source_map.text(name)) or ""


def check_empty_answer(file: SourceFile) -> Iterator[Finding]:
    """A question without an answer, or an empty answer."""
    written = file.source_map
    if written.answer is not None:
        return
    if "answer" in written.keys:
        yield Finding("The answer is empty.", "Write it, or remove the key.", "answer")
    elif written.article.question is not None and written.body is None:
        yield Finding(
            "The question has neither an answer nor a text below the front matter.",
            "Add `answer: …`.",
            "question",
        )


def check_long_text(file: SourceFile) -> Iterator[Finding]:
    """A text that is too long to be checked by the rules for texts."""
    for text in file.long_texts:
        yield Finding(
            f"This text has {len(text.source):,} characters; "
            f"texts above {MAX_CHECKED_CHARACTERS:,} are not checked.",
            "Split it into several articles.",
            text.field,
        )


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


def check_removed_html(file: SourceFile) -> Iterator[Finding]:
    """HTML that is not allowed and is removed, such as a word in angle brackets."""
    for text in file.texts:
        start = 0
        for removed in find_removed_html(text.source):
            at = text.source.find(removed.tag, start)
            start = at if at >= 0 else start
            yield Finding(
                f"{removed.what} is not allowed and is removed from the HTML.",
                choose_remedy(removed),
                text.field,
                None if at < 0 else at,
            )


def choose_remedy(removed: RemovedHtml) -> str:
    if removed.what.startswith("<"):
        return f"Remove it. If it is text, write `{removed.tag}` as code."
    return "Remove it, or use Markdown."
