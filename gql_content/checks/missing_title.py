import re
from collections.abc import Iterator

from gql_content.checks.draft import SourceFile
from gql_content.checks.finding import Finding

__all__ = ["check_missing_title"]

TITLE_FIELDS = ("title", "question", "article_title")
MARKDOWN_HEADING = re.compile(r"^ {0,3}(?:#{1,6}[ \t]|[=-]+[ \t]*$)", re.MULTILINE)


def check_missing_title(file: SourceFile) -> Iterator[Finding]:
    """An article without title, question or heading, which is titled by its file name."""
    written = file.source_map
    if any((written.text(name) or "").strip() for name in TITLE_FIELDS):
        return
    if MARKDOWN_HEADING.search(written.body or "") is None:
        yield Finding(
            f"The article has no title; {written.article.title!r} is made of its file name.",
            "Add a field `title: …`.",
            "title" if "title" in written.keys else None,
        )
