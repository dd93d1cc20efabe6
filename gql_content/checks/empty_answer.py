from collections.abc import Iterator

from gql_content.checks.draft import SourceFile
from gql_content.checks.finding import Finding

__all__ = ["check_empty_answer"]


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
