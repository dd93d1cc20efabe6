from collections.abc import Iterator
from urllib.parse import unquote

from gql_content.checks.finding import Finding
from gql_content.checks.site import RuleContext
from gql_content.model import Article
from gql_content.parsing import make_default_url

__all__ = ["check_url_slug"]


def check_url_slug(article: Article, _: RuleContext) -> Iterator[Finding]:
    """A url that does not end with the slug, the file name without its extension."""
    end = unquote(article.url.rstrip("/").rpartition("/")[2])
    if end not in (article.slug, "") and article.url != make_default_url(article.path):
        yield Finding(
            f"The url ends with {end!r}, but the file's slug is {article.slug!r}.",
            f"End the url with {article.slug}, or rename the file.",
            "url",
        )
