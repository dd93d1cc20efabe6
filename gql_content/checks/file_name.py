from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import RuleContext
from gql_content.model import Article

__all__ = ["check_file_name"]


def check_file_name(article: Article, _: RuleContext) -> Iterator[Finding]:
    """A `file_name` that differs from the name of the file."""
    name = article.path.rpartition("/")[2]
    if article.file_name is not None and article.file_name.strip() != name:
        yield Finding(
            f"file_name is {article.file_name!r}, but the file is named {name!r}.",
            f"Write {name}, or rename the file.",
            "file_name",
        )
