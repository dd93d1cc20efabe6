from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import Site
from gql_content.model import Article

__all__ = ["file_name"]


def file_name(article: Article, _: Site) -> Iterator[Finding]:
    """A `file_name` that is not the name of the file it stands in."""
    name = article.path.rpartition("/")[2]
    if article.file_name is not None and article.file_name.strip() != name:
        yield Finding(
            f"file_name is {article.file_name!r}, but the file is called {name!r}.",
            f"Write {name}, or rename the file.",
            "file_name",
        )
