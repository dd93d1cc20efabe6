from collections.abc import Iterator

from gql_content.checks.draft import Draft
from gql_content.checks.finding import Finding

__all__ = ["empty_answer"]


def empty_answer(draft: Draft) -> Iterator[Finding]:
    """A question without an answer, or an answer without a word."""
    written = draft.source_map
    if written.answer is not None:
        return
    if "answer" in written.keys:
        yield Finding("The answer is empty.", "Write it, or remove the key.", "answer")
    elif written.article.question is not None and written.body is None:
        yield Finding(
            "There is a question, and neither an answer nor a text below the front matter.",
            "Add `answer: …`.",
            "question",
        )
