from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import Site
from gql_content.model import Article

__all__ = ["unknown_schema"]


def unknown_schema(article: Article, site: Site) -> Iterator[Finding]:
    """A `_schema` that the site's policy does not name."""
    known, name = site.policy.schemas, article.schema_name
    if known and name is not None and name not in known:
        yield Finding(
            f"The schema {name!r} is none of this site's.",
            f"Write one of these: {', '.join(known)}.",
            "_schema",
        )
