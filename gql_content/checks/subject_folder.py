from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import Site
from gql_content.checks.views import folders_of
from gql_content.model import Article

__all__ = ["subject_folder"]


def subject_folder(article: Article, site: Site) -> Iterator[Finding]:
    """A subject that is not that of the folder, where folders are named after subjects."""
    above, folder = folders_of(article)
    slug = article.subject_slug
    if slug in (None, folder) or above not in site.folders.named_after_subjects:
        return
    yield Finding(
        f"The subject {article.subject_name!r} belongs into the folder {slug!r}, "
        f"the file lies in {folder!r}.",
        "Move the file, or correct the subject.",
        "subject",
    )
