from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import RuleContext
from gql_content.checks.views import get_folders
from gql_content.model import Article

__all__ = ["check_subject_folder"]


def check_subject_folder(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A subject that differs from that of the folder, if folders are named after subjects."""
    above, folder = get_folders(article)
    slug = article.subject_slug
    if slug in (None, folder) or above not in context.subject_folders.named_after_subjects:
        return
    yield Finding(
        f"The subject {article.subject_name!r} belongs in the folder {slug!r}, "
        f"but the file is in {folder!r}.",
        "Move the file, or correct the subject.",
        "subject",
    )
