import re
from collections.abc import Iterator

from gql_content.checks.draft import Draft
from gql_content.checks.finding import Finding

__all__ = ["missing_title"]

TITLES = ("title", "question", "article_title")
HEADING = re.compile(r"^ {0,3}(?:#{1,6}[ \t]|[=-]+[ \t]*$)", re.MULTILINE)


def missing_title(draft: Draft) -> Iterator[Finding]:
    """No title, no question and no heading: the article is called by its file's name."""
    written = draft.source_map
    if any((written.text(name) or "").strip() for name in TITLES):
        return
    if HEADING.search(written.body or "") is None:
        yield Finding(
            f"The article has no title and is called {written.article.title!r} by its file's name.",
            "Add a line such as `title: …`.",
            "title" if "title" in written.keys else None,
        )
