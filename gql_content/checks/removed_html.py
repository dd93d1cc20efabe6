from collections.abc import Iterator

from gql_content.checks.draft import Draft
from gql_content.checks.finding import Finding
from gql_content.rendering import RemovedHtml, find_removed_html

__all__ = ["html_that_is_removed"]


def html_that_is_removed(draft: Draft) -> Iterator[Finding]:
    """HTML that does not reach the page; a word in angle brackets is taken for it too."""
    for text in draft.texts:
        start = 0
        for removed in find_removed_html(text.source):
            at = text.source.find(removed.tag, start)
            start = at if at >= 0 else start
            yield Finding(
                f"{removed.what} is not allowed in a text and is removed from the page.",
                remedy_for(removed),
                text.field,
                None if at < 0 else at,
            )


def remedy_for(removed: RemovedHtml) -> str:
    if removed.what.startswith("<"):
        return f"Remove it; if it is text, write `{removed.tag}` as code."
    return "Remove it, or write it in Markdown."
