import re
from collections.abc import Iterator

from gql_content.checks.draft import Draft
from gql_content.checks.finding import Finding
from gql_content.parsing import BODY

__all__ = ["decoded_escapes"]

LETTERS = "[A-Za-z]*"
# A tab or a line break is a character like others, unless what follows makes a command of it.
FOLLOWED_BY = {
    "a": LETTERS,
    "b": LETTERS,
    "f": LETTERS,
    "n": "(?:abla|eq|otin|exists)(?![A-Za-z])",
    "r": r"ho|ight(?=[)\]}|.])|angle",
    "t": r"heta|imes|extbf|ext(?=\{)|frac|ilde(?=\{)|riangle",
    "v": LETTERS,
}
SIGNS = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))
DECODED = {letter: re.compile(f"{SIGNS[letter]}({after})") for letter, after in FOLLOWED_BY.items()}


def decoded_escapes(draft: Draft) -> Iterator[Finding]:
    r"""A backslash and a letter that became one sign: `\frac` that is now a form feed and `rac`."""
    for name in (*draft.source_map.keys, BODY):
        text = source_of(draft, name)
        for letter, sign in SIGNS.items():
            if sign in text:
                for found in DECODED[letter].finditer(text):
                    yield decoded(name, letter, found)


def decoded(field: str, letter: str, found: re.Match[str]) -> Finding:
    command = f" The command was probably `\\{letter}{found[1]}`." if found[1] else ""
    return Finding(
        f"U+{ord(SIGNS[letter]):04X} stands in the text: a decoded `\\{letter}`.{command}",
        f"Write the backslash and the {letter} again; in YAML, not between double quotes.",
        field,
        found.start(),
    )


def source_of(draft: Draft, name: str) -> str:
    if name == BODY:
        return draft.source_map.body or ""
    return (draft.source_map.answer if name == "answer" else draft.source_map.text(name)) or ""
