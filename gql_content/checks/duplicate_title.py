from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import RuleContext
from gql_content.model import Article

__all__ = ["check_duplicate_title"]


def check_duplicate_title(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A title shared with another article of the subject, or of the folder if without subject."""
    same = context.find_same_title(article)
    if len(same) > 1:
        other = next(one for one in same if one.path != article.path)
        yield Finding(
            f"{other.path} has the same title"
            + (f", and {len(same) - 2} more have it." if len(same) > 2 else "."),
            "Give them distinct titles, or delete one.",
            "title",
        )
