from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import Site
from gql_content.model import Article

__all__ = ["subject_spelling"]


def subject_spelling(article: Article, site: Site) -> Iterator[Finding]:
    """A subject written in another way than most of its articles write it."""
    subject = site.library.subjects.get(article.subject_slug or "")
    if subject is not None and article.subject_name != subject.name:
        yield Finding(
            f"The subject is written {article.subject_name!r}; "
            f"most of its articles write {subject.name!r}.",
            f"Write {subject.name}.",
            "subject",
        )
