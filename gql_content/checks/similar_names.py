from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import RuleContext
from gql_content.model import Article

__all__ = ["check_similar_names"]


def check_similar_names(article: Article, context: RuleContext) -> Iterator[Finding]:
    """Paths that differ only in case or Unicode form, which are one file on some systems."""
    same = context.find_same_path(article)
    if len(same) > 1:
        other = next(one for one in same if one.path != article.path)
        yield Finding(
            f"{other.path!a} differs from {article.path!a} only in case or Unicode form: "
            "on macOS and Windows they are one file.",
            "Rename one of them.",
        )
