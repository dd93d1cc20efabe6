from collections.abc import Iterator
from urllib.parse import unquote

from gql_content.checks.finding import Finding
from gql_content.checks.site import Site
from gql_content.model import Article
from gql_content.parsing import make_default_url

__all__ = ["url_slug"]


def url_slug(article: Article, _: Site) -> Iterator[Finding]:
    """A url that does not end in the slug, which is the name of the file without its ending."""
    end = unquote(article.url.rstrip("/").rpartition("/")[2])
    if end not in (article.slug, "") and article.url != make_default_url(article.path):
        yield Finding(
            f"The url ends in {end!r}, the file's slug is {article.slug!r}.",
            f"Let the url end in {article.slug}, or rename the file.",
            "url",
        )
