from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import RuleContext
from gql_content.model import Article

__all__ = ["check_subject_spelling"]


def check_subject_spelling(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A subject that is spelled differently in most of its articles."""
    subject = context.library.subjects.get(article.subject_slug or "")
    if subject is not None and article.subject_name != subject.name:
        yield Finding(
            f"The subject is spelled {article.subject_name!r}; "
            f"most of its articles have {subject.name!r}.",
            f"Use {subject.name}.",
            "subject",
        )
