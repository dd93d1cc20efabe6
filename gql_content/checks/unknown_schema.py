from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import RuleContext
from gql_content.model import Article

__all__ = ["check_unknown_schema"]


def check_unknown_schema(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A `_schema` that the configuration does not allow."""
    known, name = context.config.schemas, article.schema_name
    if known and name is not None and name not in known:
        yield Finding(
            f"The schema {name!r} is not one of this site.",
            f"Use one of: {', '.join(known)}.",
            "_schema",
        )
