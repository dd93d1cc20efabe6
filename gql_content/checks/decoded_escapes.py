import re
from collections.abc import Iterator

from gql_content.checks.draft import Draft
from gql_content.checks.finding import Finding
from gql_content.parsing import BODY

__all__ = ["decoded_escapes"]

NAMES = {"\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r"}
DECODED = re.compile(
    "(?P<sign>[\a\b\v\f])(?P<rest>[A-Za-z]*)"
    # A tab or a line break is a character like others, unless what follows makes a command of it.
    r"|(?P<tab>\t)(?P<after_tab>heta|imes|extbf|ext(?=\{)|frac|ilde(?=\{)|riangle)"
    r"|(?P<return>\r)(?P<after_return>ho|ight(?=[)\]}|.])|angle)"
    r"|(?P<break>\n)(?P<after_break>abla|eq|otin|exists)(?![A-Za-z])"
)


def decoded_escapes(draft: Draft) -> Iterator[Finding]:
    r"""A backslash and a letter that became one sign: `\frac` that is now a form feed and `rac`."""
    for name in (*draft.written.keys, BODY):
        text = source_of(draft, name)
        for found in DECODED.finditer(text):
            sign, rest = (part for part in found.groups() if part is not None)
            letter = NAMES[sign]
            command = f" The command was probably `\\{letter}{rest}`." if rest else ""
            yield Finding(
                f"U+{ord(sign):04X} stands in the text: a decoded `\\{letter}`.{command}",
                f"Write the backslash and the {letter} again; in YAML, not between double quotes.",
                name,
                found.start(),
            )


def source_of(draft: Draft, name: str) -> str:
    if name == BODY:
        return draft.written.body or ""
    return (draft.written.answer if name == "answer" else draft.written.text(name)) or ""
