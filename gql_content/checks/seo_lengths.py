from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.policy import LengthRange
from gql_content.checks.site import RuleContext
from gql_content.model import Article

__all__ = ["check_seo_description", "check_seo_title"]


def check_seo_title(article: Article, context: RuleContext) -> Iterator[Finding]:
    """An SEO title that is too short or too long for search results."""
    if article.seo.title != article.title:
        yield from _check_length(
            "SEO title", article.seo.title, context.config.seo_title, "seo.title"
        )


def check_seo_description(article: Article, context: RuleContext) -> Iterator[Finding]:
    """An SEO description that is too short or too long for search results."""
    description = article.seo.page_description
    if description is not None:
        limits = context.config.seo_description
        yield from _check_length("description", description, limits, "seo.page_description")


def _check_length(name: str, text: str, limits: LengthRange, field: str) -> Iterator[Finding]:
    minimum, maximum = limits
    length = len(" ".join(text.split()))
    if not minimum <= length <= maximum:
        yield Finding(
            f"The {name} has {length} characters.",
            f"Use {minimum} to {maximum} characters: search engines truncate longer texts.",
            field,
        )
