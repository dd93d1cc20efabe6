from collections.abc import Iterator

from gql_content.checks.draft import SourceFile
from gql_content.checks.finding import Finding
from gql_content.rendering import RemovedHtml, find_removed_html

__all__ = ["check_removed_html"]


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
