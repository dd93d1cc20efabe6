from collections.abc import Iterator

from gql_content.checks.draft import MAX_CHECKED_CHARACTERS, SourceFile
from gql_content.checks.finding import Finding

__all__ = ["check_long_text"]


def check_long_text(file: SourceFile) -> Iterator[Finding]:
    """A text that is too long to be checked by the rules for texts."""
    for text in file.long_texts:
        yield Finding(
            f"This text has {len(text.source):,} characters; "
            f"texts above {MAX_CHECKED_CHARACTERS:,} are not checked.",
            "Split it into several articles.",
            text.field,
        )
