from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import Site
from gql_content.model import Article

__all__ = ["duplicate_title"]


def duplicate_title(article: Article, site: Site) -> Iterator[Finding]:
    """A title that another article of the same subject, or without one of the folder, has too."""
    same = site.same_title(article)
    if len(same) > 1:
        other = next(one for one in same if one.path != article.path)
        yield Finding(
            f"{other.path} has the same title"
            + (f", and so have {len(same) - 2} more." if len(same) > 2 else "."),
            "Give each a title that tells them apart, or delete one.",
            "title",
        )
