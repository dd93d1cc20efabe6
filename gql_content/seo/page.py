"""The input for structured data."""

from collections.abc import Sequence

from msgspec import Struct

from gql_content.model import Article
from gql_content.seo.canonical import resolve_canonical_url
from gql_content.seo.crumbs import Crumb
from gql_content.seo.lines import normalize_line
from gql_content.seo.site import ImageRef, Site

__all__ = ["PageContext"]


class PageContext(Struct, frozen=True):
    """An article and its site, with question and answer as plain text."""

    article: Article
    site: Site
    question: str | None = None
    answer: str | None = None
    image: ImageRef | None = None
    trail: Sequence[Crumb] = ()

    @property
    def url(self) -> str | None:
        return resolve_canonical_url(self.article, self.site)

    @property
    def language(self) -> str | None:
        """The language tag (BCP 47), with hyphens instead of underscores."""
        locale = normalize_line(self.site.locale)
        return locale.replace("_", "-") if locale else None
