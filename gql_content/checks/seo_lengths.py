from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.policy import Span
from gql_content.checks.site import Site
from gql_content.model import Article

__all__ = ["seo_description", "seo_title"]


def seo_title(article: Article, site: Site) -> Iterator[Finding]:
    """A title for search engines that is too short to tell anything, or too long to be shown."""
    if article.seo.title != article.title:
        yield from _length("SEO title", article.seo.title, site.policy.seo_title, "seo.title")


def seo_description(article: Article, site: Site) -> Iterator[Finding]:
    """A description for search engines that is too short or too long."""
    description = article.seo.page_description
    if description is not None:
        limits = site.policy.seo_description
        yield from _length("description", description, limits, "seo.page_description")


def _length(name: str, text: str, limits: Span, field: str) -> Iterator[Finding]:
    least, most = limits
    length = len(" ".join(text.split()))
    if not least <= length <= most:
        yield Finding(
            f"The {name} has {length} characters.",
            f"Write {least} to {most}: a search engine shows no more, and less says too little.",
            field,
        )
