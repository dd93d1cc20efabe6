"""The page that structured data tells of."""

from collections.abc import Sequence

from msgspec import Struct

from gql_content.model import Article
from gql_content.seo.canonical import canonical_url
from gql_content.seo.crumbs import Crumb
from gql_content.seo.lines import one_line
from gql_content.seo.site import ImageRef, Site

__all__ = ["Page"]


class Page(Struct, frozen=True):
    """An article, where it is shown, and its texts in plain text."""

    article: Article
    site: Site
    question: str | None = None
    answer: str | None = None
    image: ImageRef | None = None
    trail: Sequence[Crumb] = ()

    @property
    def url(self) -> str | None:
        return canonical_url(self.article, self.site)

    @property
    def language(self) -> str | None:
        """A tag of BCP 47, which has no underscore."""
        locale = one_line(self.site.locale)
        return locale.replace("_", "-") if locale else None
