import re
from collections.abc import Iterator

from gql_content.checks.draft import SourceFile
from gql_content.checks.finding import Finding
from gql_content.parsing import BODY

__all__ = ["check_decoded_escapes"]

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
