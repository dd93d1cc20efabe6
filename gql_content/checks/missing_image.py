from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.reference import Reference, ReferenceKind
from gql_content.checks.site import Site
from gql_content.model import Article

__all__ = ["missing_image"]


def missing_image(reference: Reference, article: Article, site: Site) -> Iterator[Finding]:
    """An image of this site that is no file, neither beside the article nor among the assets."""
    if reference.kind is not ReferenceKind.IMAGE:
        return
    if (site.folder_of(article), reference.target) in site.missing:
        yield Finding(
            f"There is no file {reference.target}.",
            "Correct the address, or add the image. Where images lie is set by `assets`.",
        )
