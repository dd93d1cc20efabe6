from collections.abc import Iterator

from gql_content.checks.draft import LONGEST, Draft
from gql_content.checks.finding import Finding

__all__ = ["long_text"]


def long_text(draft: Draft) -> Iterator[Finding]:
    """A text so long that the rules about texts are not applied to it."""
    for text in draft.long_texts:
        yield Finding(
            f"This text has {len(text.source):,} characters; beyond {LONGEST:,} nobody looks "
            "for mistakes in it.",
            "Divide it among several articles.",
            text.field,
        )
