from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.reference import Reference, ReferenceKind
from gql_content.checks.site import RuleContext
from gql_content.model import Article

__all__ = ["check_missing_image"]


def check_missing_image(
    reference: Reference, article: Article, context: RuleContext
) -> Iterator[Finding]:
    """An image whose file is neither beside the article nor in the asset folders."""
    if reference.kind is not ReferenceKind.IMAGE:
        return
    if (context.get_folder(article), reference.target) in context.missing:
        yield Finding(
            f"There is no file {reference.target}.",
            "Correct the url, or add the image. `assets` sets the folders of images.",
        )
