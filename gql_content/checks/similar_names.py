from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import Site
from gql_content.model import Article

__all__ = ["similar_names"]


def similar_names(article: Article, site: Site) -> Iterator[Finding]:
    """Names that differ in case or Unicode form only, which some machines take for one file."""
    same = site.same_name(article)
    if len(same) > 1:
        other = next(one for one in same if one.path != article.path)
        yield Finding(
            f"{other.path!a} differs from {article.path!a} only in case or in Unicode form: "
            "on macOS and Windows they are one file.",
            "Rename one of the two.",
        )
